import { createContext, use } from 'react';

export const HelpContext = createContext<{ open: () => void }>({ open: () => undefined });

/** Opens the Help sheet from anywhere. */
export const useHelp = () => use(HelpContext);
