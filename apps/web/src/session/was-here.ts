const key = 'homegroup.was-here';
const here = '1';
const left = 'left';

/**
 * Whether somebody may be signed in at this browser. The refresh cookie cannot be seen from here, and asking the
 * server in vain would show an error to everybody who comes for the first time. Says nothing of who it was.
 */
export const somebodyWasHere = (): boolean => localStorage.getItem(key) === here;

/** Whether whoever was here has left, and the server could not be told yet: their cookie would still let anybody in. */
export const somebodyLeft = (): boolean => localStorage.getItem(key) === left;

export const rememberSomebody = (): void => localStorage.setItem(key, here);

export const rememberLeaving = (): void => localStorage.setItem(key, left);

export const forgetSomebody = (): void => localStorage.removeItem(key);

/** Calls back when somebody comes or leaves at another window of this browser. */
export const onChangeElsewhere = (changed: () => void): void =>
  window.addEventListener('storage', (event) => {
    if (event.key === key) changed();
  });
