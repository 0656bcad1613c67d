import { deviceMemory } from '../vault/device-memory.js';

const key = 'homegroup.was-here';
const here = '1';
const left = 'left';

/**
 * Whether somebody may be signed in at this browser. The refresh cookie cannot be seen from here, and asking the
 * server in vain would show an error to everybody who comes for the first time. Says nothing of who it was.
 */
export const somebodyWasHere = (): boolean => deviceMemory.read(key) === here;

/** Whether whoever was here has left, and the server could not be told yet: their cookie would still let anybody in. */
export const somebodyLeft = (): boolean => deviceMemory.read(key) === left;

export const rememberSomebody = (): void => deviceMemory.write(key, here);

export const rememberLeaving = (): void => deviceMemory.write(key, left);

export const forgetSomebody = (): void => deviceMemory.remove(key);

/** Calls back when somebody comes or leaves at another window of this browser. */
export const onChangeElsewhere = (changed: () => void): void =>
  window.addEventListener('storage', (event) => {
    if (event.key === key) changed();
  });
