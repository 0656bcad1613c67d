import { actionWords, detailWords } from './audit-words.js';

describe('an entry of the trail', () => {
  it('says what was done, or the code where there are no words', () => {
    expect(actionWords('people.show')).toBe('Read a person’s record');
    expect(actionWords('something.new')).toBe('something.new');
  });

  it('shows codes, and identifiers short', () => {
    expect(
      detailWords({
        personId: '0192f0aa-1111-7222-8333-444455556666',
        alumniInvited: true,
        reason: 'transferred',
        brokenAt: null,
      }),
    ).toEqual(['person id: 0192f0aa', 'alumni invited: yes', 'reason: transferred']);
  });
});
