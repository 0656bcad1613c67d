import { matrix, roles } from '@homegroup/protocol';
import { authorize } from './actor.js';
import { cardOf } from './person-card.js';

describe('authorize', () => {
  it('admits the roles of the matrix and throws not_allowed for every other', () => {
    for (const operation of Object.keys(matrix) as (keyof typeof matrix)[])
      for (const role of roles) {
        const attempt = () => authorize({ role }, operation);
        if (matrix[operation].includes(role)) expect(attempt).not.toThrow();
        else expect(attempt).toThrow(expect.objectContaining({ code: 'not_allowed' }));
      }
  });
});

describe('a card', () => {
  const person = { id: 'x', legal_name: 'Marguerite Oyelaran', display_name: 'Maggie', disabled_at: null };

  it('never shows the legal name of a client or alumnus', () => {
    for (const role of ['client', 'alumnus', 'former'] as const) {
      const card = cardOf({ ...person, staff_role: null, role });
      expect(card).toEqual({ id: 'x', name: 'Maggie', role, active: true });
      expect(JSON.stringify(card)).not.toContain('Oyelaran');
    }
  });

  it('shows the real name of staff, and whether the account is open', () => {
    const card = cardOf({ ...person, staff_role: 'counselor', role: 'counselor', disabled_at: new Date() });
    expect(card).toEqual({ id: 'x', name: 'Marguerite Oyelaran', role: 'counselor', active: false });
  });
});
