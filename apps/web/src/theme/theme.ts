import { deviceMemory } from '../vault/device-memory.js';

export const themes = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof themes)[number];

const key = 'homegroup.theme';
const prefersDark = () => window.matchMedia('(prefers-color-scheme: dark)');

export function chosenTheme(): ThemeChoice {
  const stored = deviceMemory.read(key);
  return themes.find((theme) => theme === stored) ?? 'system';
}

function apply(choice: ThemeChoice): void {
  const dark = choice === 'dark' || (choice === 'system' && prefersDark().matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
}

export function chooseTheme(choice: ThemeChoice): void {
  if (choice === 'system') deviceMemory.remove(key);
  else deviceMemory.write(key, choice);
  apply(choice);
}

/** Before the first paint, and whenever the device changes its mind. */
export function startTheme(): void {
  apply(chosenTheme());
  prefersDark().addEventListener('change', () => apply(chosenTheme()));
}
