import { createContext, use } from 'react';

/** Puts words that could not be sent back into the composer. */
export const RewriteContext = createContext<(text: string) => void>(() => undefined);
export const useRewrite = () => use(RewriteContext);
