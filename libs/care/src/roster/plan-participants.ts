import type { KnownPerson } from './known-roster.js';
import { requireSame } from './plan-structure.js';
import type { AlumnusEntry, ClientEntry, Read } from './roster-entries.js';
import type { RosterFaults } from './roster-faults.js';
import type { RosterIndex } from './roster-index.js';

type Same = (read: Read<unknown> | null, what: string, is: string | null, agrees: boolean) => void;

/** @returns whether this is the same person whom Homegroup knows, as far as names and account say */
function checkPerson(
  entry: ClientEntry | AlumnusEntry,
  known: KnownPerson,
  faults: RosterFaults,
): Same | undefined {
  if (known.staffRole !== null) {
    faults.add(
      entry.email.field,
      `${entry.email.value} belongs to a member of staff`,
      'Was another address meant?',
    );
    return undefined;
  }
  if (known.disabled) {
    faults.add(
      entry.email.field,
      `The account of ${entry.email.value} is closed`,
      'Open it again in Homegroup first.',
    );
    return undefined;
  }
  const same: Same = (read, what, is, agrees) =>
    requireSame(faults, read, { what: `the ${what} of ${known.email}`, is: is ?? 'empty', agrees });
  same(entry.legalName, 'legal_name', known.legalName, entry.legalName.value === known.legalName);
  same(entry.displayName, 'display_name', known.displayName, entry.displayName.value === known.displayName);
  return same;
}

export function checkClient(
  entry: ClientEntry,
  known: KnownPerson | undefined,
  index: RosterIndex,
  faults: RosterFaults,
): void {
  const programme = index.programme(entry.programme);
  const counselor = index.clinician(entry.counselor, 'counselor');

  const level =
    programme?.known?.level ?? (programme?.entry?.level.sound ? programme.entry.level.value : undefined);
  if (entry.level?.sound && level && !known?.episode && entry.level.value !== level)
    faults.add(
      entry.level.field,
      `${entry.level.value} is not the level of ${programme?.name}`,
      `${programme?.name} is ${level}. Write that, or leave the field empty.`,
    );
  if (!known) return;
  const same = checkPerson(entry, known, faults);
  if (!same) return;
  const { episode } = known;
  if (!episode) {
    const since = known.alumni ? 'is an alumnus' : 'has no open episode of care any more';
    faults.add(
      entry.email.field,
      `${known.legalName} ${since}`,
      'An import opens no episode again. Take the line out, or readmit the person in Homegroup first.',
    );
    return;
  }
  const present = index.known.programmes.find((one) => one.id === episode.programmeId);
  const primary = index.known.people.find((one) => one.id === episode.counselorId);
  same(
    entry.programme,
    'programme',
    present?.name ?? null,
    !programme || programme.known?.id === episode.programmeId,
  );
  same(entry.level, 'level', episode.level, entry.level?.value === episode.level);
  same(entry.startedOn, 'episode_start', episode.startedOn, entry.startedOn.value === episode.startedOn);
  same(
    entry.counselor,
    'counselor',
    primary?.handle ?? primary?.email ?? null,
    !counselor || counselor.known?.id === episode.counselorId,
  );
}

export function checkAlumnus(
  entry: AlumnusEntry,
  known: KnownPerson | undefined,
  index: RosterIndex,
  faults: RosterFaults,
): void {
  const programme = entry.programme ? index.programme(entry.programme) : undefined;
  const counselor = entry.counselor ? index.clinician(entry.counselor, 'counselor') : undefined;
  checkHistory(entry, faults);
  if (!known) return;
  const same = checkPerson(entry, known, faults);
  if (!same) return;
  const { alumni } = known;
  if (known.episode || !alumni || (alumni.status !== 'active' && alumni.status !== 'paused')) {
    const is = known.episode
      ? 'is in treatment'
      : alumni
        ? `has an alumni membership that is ${alumni.status}`
        : 'is no alumnus';
    faults.add(
      entry.email.field,
      `${known.legalName} ${is}`,
      'Whoever is known otherwise becomes an alumnus by graduating or by invitation, not by an import.',
    );
    return;
  }
  same(entry.since, 'alumni_since', alumni.since, entry.since.value === alumni.since);
  const past = known.finished.find((one) => one.programmeId === programme?.known?.id);
  const names = known.finished.map(
    (one) => index.known.programmes.find((two) => two.id === one.programmeId)?.name,
  );
  same(entry.programme, 'programme', names.join(', ') || null, !programme || past !== undefined);
  if (past) same(entry.startedOn, 'episode_start', past.startedOn, entry.startedOn?.value === past.startedOn);
  const until = entry.contactUntil;
  if (!until || until.value < index.known.today || !counselor) return;
  const contact = known.contacts.find((one) => one.staffId === counselor.known?.id);
  same(
    until,
    'continuing contact',
    contact ? `until ${contact.endsOn}` : 'ended or never agreed',
    contact?.endsOn === until.value,
  );
}

/** Whether what an alumnus' line says about the past fits together. */
function checkHistory(entry: AlumnusEntry, faults: RosterFaults): void {
  const { programme, startedOn, since, counselor, contactUntil } = entry;
  if (programme && !startedOn)
    faults.add(
      programme.field,
      'A past episode needs its beginning',
      'Fill in episode_start, or leave programme empty.',
    );
  if (startedOn && !programme)
    faults.add(
      startedOn.field,
      'A past episode needs its programme',
      'Fill in programme, or leave episode_start empty.',
    );
  if (startedOn?.sound && since.sound && startedOn.value > since.value)
    faults.add(
      startedOn.field,
      `The episode begins after ${since.value}, when the person became an alumnus`,
      null,
    );
  if (contactUntil && !counselor)
    faults.add(contactUntil.field, 'Continuing contact is with somebody', 'Fill in counselor.');
  if (counselor && !contactUntil && !programme)
    faults.add(
      counselor.field,
      `Nothing says what “${counselor.value}” is to this person`,
      'Fill in programme and episode_start for the past, or contact_until for continuing contact.',
    );
}
