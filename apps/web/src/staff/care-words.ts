import type {
  DischargeReason,
  EpisodeView,
  MembershipStatus,
  PersonDetail,
  PersonSummary,
} from '@homegroup/protocol';
import type { Tone } from '../ui/index.js';

type Account = PersonSummary['account'];

export const accountWords: Record<Account, { label: string; tone: Tone; text: string }> = {
  not_invited: { label: 'Not invited', tone: 'lamp', text: 'No link has been made yet.' },
  invited: { label: 'Invited', tone: 'lamp', text: 'A link waits to be used.' },
  active: { label: 'Active', tone: 'pine', text: 'Signs in with a passphrase of their own.' },
  disabled: { label: 'Closed', tone: 'danger', text: 'Cannot sign in. Everything written is kept.' },
};

export const membershipWords: Record<MembershipStatus, { label: string; tone: Tone }> = {
  invited: { label: 'Invited', tone: 'lamp' },
  agreement_pending: { label: 'Agreement waits', tone: 'lamp' },
  active: { label: 'Member', tone: 'pine' },
  suspended: { label: 'Suspended', tone: 'hold' },
  ended: { label: 'Ended', tone: 'plain' },
};

export const episodeWords: Record<EpisodeView['status'], { label: string; tone: Tone }> = {
  planned: { label: 'Planned', tone: 'lamp' },
  waitlist: { label: 'Waiting list', tone: 'lamp' },
  active: { label: 'Active', tone: 'pine' },
  onhold: { label: 'On hold', tone: 'hold' },
  finished: { label: 'Finished', tone: 'plain' },
  cancelled: { label: 'Cancelled', tone: 'plain' },
};

export const alumniWords: Record<
  NonNullable<PersonDetail['alumni']>['status'],
  { label: string; tone: Tone }
> = {
  invited: { label: 'Invited', tone: 'lamp' },
  active: { label: 'Alumni', tone: 'pine' },
  paused: { label: 'Paused', tone: 'hold' },
  ended: { label: 'Ended', tone: 'plain' },
  declined: { label: 'Declined', tone: 'plain' },
};

/** Why an episode ended, as it is chosen and as it is read later. */
export const dischargeWords: Record<DischargeReason, { label: string; text: string }> = {
  completed: {
    label: 'Completed',
    text: 'They graduate. Support groups stay, and the alumni circle can be offered.',
  },
  transferred: { label: 'Transferred', text: 'They go on with another provider.' },
  dropped_out: { label: 'Left early', text: 'They stopped coming, or decided to stop.' },
  terminated: { label: 'Ended by the programme', text: 'The programme ended the treatment.' },
  incarcerated: { label: 'Incarcerated', text: 'They cannot take part for now.' },
  death: { label: 'Death', text: 'The person has died.' },
  other: { label: 'Another reason', text: 'None of these.' },
};

const levels: Record<EpisodeView['levelOfCare'], string> = {
  '1.0': 'Long-term remission monitoring',
  '1.5': 'Outpatient therapy',
  '1.7': 'Medically managed outpatient',
  '2.1': 'Intensive outpatient',
  '2.5': 'High-intensity outpatient',
  '2.7': 'Medically managed intensive outpatient',
  '3.1': 'Residential, low intensity',
  '3.5': 'Residential, high intensity',
  '3.7': 'Medically managed residential',
  '4.0': 'Medically managed inpatient',
};

/** "2.1, intensive outpatient". */
export const levelWords = (level: EpisodeView['levelOfCare']): string =>
  `${level}, ${levels[level].charAt(0).toLowerCase()}${levels[level].slice(1)}`;
