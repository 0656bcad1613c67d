import type { RosterFault, RosterReport } from '@homegroup/protocol';
import { needWords, newAndKnown, peopleParts, restWords, total } from './roster-words.js';

const counts = { programmes: 2, groups: 5, staff: 4, clients: 30, alumni: 6, memberships: 40 };
const fault = (line: number, file = 'a.csv'): RosterFault => ({
  file,
  line,
  column: 1,
  columnName: 'record',
  character: 1,
  value: '',
  message: 'It is empty',
  hint: null,
});
const report = (faults: RosterFault[], lines = 148): RosterReport => ({
  lines,
  faults,
  added: counts,
  known: counts,
  applied: false,
});

describe('the words of an import', () => {
  it('counts lines, not faults', () => {
    expect(needWords([fault(2), fault(2), fault(3), fault(3, 'b.csv')])).toBe(
      'Three lines need a correction.',
    );
    expect(needWords([fault(2)])).toBe('One line needs a correction.');
  });

  it('says what of the rest is ready; the header is none of the lines', () => {
    expect(restWords(report([fault(2), fault(3), fault(4)]))).toContain('The other 145 are ready.');
    expect(restWords(report([fault(1)]))).toContain('The other 148 are ready.');
    expect(restWords(report([fault(2)], 1))).not.toContain('ready');
  });

  it('tells what is new from what is known', () => {
    expect(newAndKnown(2, 0, 'programme', 'programmes')).toBe('2 new programmes');
    expect(newAndKnown(1, 3, 'group', 'groups')).toBe('1 new group, 3 known already');
    expect(newAndKnown(0, 1, 'group', 'groups')).toBe('1 group, known already');
    expect(newAndKnown(0, 0, 'group', 'groups')).toBeNull();
    expect(peopleParts(counts)).toBe('4 staff, 30 clients, 6 alumni');
    expect(total(counts)).toBe(87);
  });
});
