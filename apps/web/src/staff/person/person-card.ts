import type { PersonDetail } from '@homegroup/protocol';
import type { Rights } from './rights-over.js';

/** What each card of the page gets. */
export interface PersonCardProps {
  person: PersonDetail;
  rights: Rights;
  /** Says at the top of the page what was done. */
  onDone: (words: string) => void;
}
