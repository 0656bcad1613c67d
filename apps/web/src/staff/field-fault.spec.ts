import { HomegroupError } from '@homegroup/protocol';
import { allShown, fieldFault } from './field-fault.js';

const refused = new HomegroupError('invalid_input', 'Something is not as it should be.', {
  faults: [
    { path: 'body.email', message: 'Invalid email' },
    { path: 'leaderIds.0', message: 'Name each leader once.' },
  ],
});

describe('the faults of a form', () => {
  it('stand beside their fields, from the wire or from a rule', () => {
    expect(fieldFault(refused, 'email')).toBe('Invalid email');
    expect(fieldFault(refused, 'leaderIds')).toBe('Name each leader once.');
    expect(fieldFault(refused, 'legalName')).toBeUndefined();
    expect(fieldFault(new Error('no'), 'email')).toBeUndefined();
  });

  it('are repeated above the form unless every one stands beside a field', () => {
    expect(allShown(refused, ['email', 'leaderIds'])).toBe(true);
    expect(allShown(refused, ['email'])).toBe(false);
    expect(allShown(new HomegroupError('conflict', 'No.'), ['email'])).toBe(false);
  });
});
