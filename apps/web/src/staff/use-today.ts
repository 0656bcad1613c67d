import { dayKey } from '../ui/times.js';
import { useNow } from '../ui/use-now.js';

/** The calendar day on this device, also after midnight. */
export const useToday = (): string => dayKey(new Date(useNow()));
