import { writingIn } from './composer-state.js';

const detail = {
  standing: 'active',
  kind: 'room',
  myMute: null,
  locked: false,
  moderator: false,
  membershipStatus: 'active',
} as const;
const now = new Date(2026, 10, 19, 18, 0);
const muted = (minutes: number) => ({
  until: new Date(now.getTime() + minutes * 60_000).toISOString(),
  reason: 'Naming people.',
});

describe('writingIn', () => {
  it('lets an active member write', () => {
    expect(writingIn(detail, now)).toEqual({ may: true });
  });

  it('says until when and why somebody is muted, and lets go when the time is over', () => {
    expect(writingIn({ ...detail, myMute: muted(15) }, now)).toMatchObject({
      may: false,
      draft: true,
      title: 'You can write again at 6:15 pm',
      words: expect.stringContaining('Reason: Naming people. You'),
    });
    expect(writingIn({ ...detail, myMute: muted(-1) }, now)).toEqual({ may: true });
  });

  it('keeps the draft in a locked room, and lets moderators write', () => {
    expect(writingIn({ ...detail, locked: true }, now)).toMatchObject({ may: false, draft: true });
    expect(writingIn({ ...detail, locked: true, moderator: true }, now)).toEqual({ may: true });
  });

  it('says that a seat is kept while it is on hold', () => {
    expect(writingIn({ ...detail, standing: 'past', membershipStatus: 'suspended' }, now)).toMatchObject({
      draft: false,
      title: 'Your seat here is on hold',
    });
  });

  it('offers nothing to write where the membership or the contact has ended', () => {
    expect(writingIn({ ...detail, standing: 'past' }, now)).toMatchObject({ may: false, draft: false });
    expect(writingIn({ ...detail, standing: 'past', kind: 'direct' }, now)).toMatchObject({
      title: 'This contact has ended',
    });
  });
});
