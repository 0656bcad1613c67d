const key = 'homegroup.was-here';

/**
 * Whether somebody may be signed in at this browser. The refresh cookie cannot be seen from here, and asking the
 * server in vain would show an error to everybody who comes for the first time. Says nothing of who it was.
 */
export const somebodyWasHere = (): boolean => localStorage.getItem(key) !== null;

export const rememberSomebody = (): void => localStorage.setItem(key, '1');

export const forgetSomebody = (): void => localStorage.removeItem(key);
