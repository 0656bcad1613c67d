import type { PersonDetail, ProgrammeView } from '@homegroup/protocol';
import { foretell } from './foretell-discharge.js';

const place = (
  groupName: string,
  groupType: string,
  status: PersonDetail['memberships'][number]['status'] = 'active',
) => ({
  groupId: groupName,
  groupName,
  groupType,
  status,
  from: null,
  to: null,
});
const person = {
  episodes: [{ programmeId: 'iop', status: 'active' }],
  memberships: [
    place('Thursday Process', 'process'),
    place('Skills B', 'skills', 'invited'),
    place('Steady ground', 'support'),
    place('Old circle', 'process', 'ended'),
  ],
  continuingContacts: [
    {
      staffName: 'Renata Oyelaran',
      agreedByStaff: true,
      agreedByAlumnus: false,
      endedAt: null,
      endsOn: '2026-12-14',
    },
    { staffName: 'Daniel Fisk', endedAt: '2026-10-01T00:00:00Z', endsOn: '2026-12-14' },
  ],
} as unknown as PersonDetail;
const programmes = [{ id: 'iop', endsAtCompletion: ['process', 'skills'] }] as unknown as ProgrammeView[];

describe('foretell', () => {
  it('ends what the programme says when somebody completes, and keeps the rest', () => {
    expect(foretell(person, programmes, 'completed', '2026-11-19')).toEqual({
      ends: ['Thursday Process', 'Skills B'],
      stays: ['Steady ground'],
      contactsEnd: [],
      contactsStay: [{ staffName: 'Renata Oyelaran', agreed: false }],
    });
  });

  it('ends every seat and every contact for any other reason', () => {
    expect(foretell(person, programmes, 'transferred', '2026-11-19')).toEqual({
      ends: ['Thursday Process', 'Skills B', 'Steady ground'],
      stays: [],
      contactsEnd: ['Renata Oyelaran'],
      contactsStay: [],
    });
  });
});
