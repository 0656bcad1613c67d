import fc from 'fast-check';
import { refuseWeakPassword } from './password-policy.js';

const context = {
  email: 'm.oyelaran@example.org',
  names: ['Marguerite Oyelaran', 'Maggie'],
  organization: 'Harbor House',
};
const isWeak = (password: string): boolean => {
  try {
    refuseWeakPassword(password, context);
    return false;
  } catch {
    return true;
  }
};

describe('the password policy', () => {
  it.each([
    'fourteen chars',
    'zzzzzzzzzzzzzzzzzzzz',
    'abcabcabcabcabcabc',
    'Password Password',
    'zyxwvutsrqponmlkj',
    '09876543210987654',
    'mnbvcxzlkjhgfdsa',
    'correct horse battery staple',
    'Maggie went to sea once',
    'the OYELARAN family boat',
    'my home group, my rules',
    'see you at harbor house',
    'x'.repeat(257),
  ])('refuses %j', (password) => expect(isWeak(password)).toBe(true));

  it.each([
    'fifteen letters',
    'no digits, no capitals at all',
    'pigeons under the viaduct',
    '夜明けの海に小さな舟が十一艘ある',
  ])('takes %j', (password) => expect(isWeak(password)).toBe(false));

  it('counts characters, not the bytes or units they are stored in', () => {
    expect(isWeak('🌊🪵🌾🍂🌙🪨🐚🕯️')).toBe(true);
    expect(isWeak('🌊🪵🌾🍂🌙🪨🐚🐟🦀🐙🦐🐡🦑🐠🐬')).toBe(false);
  });

  it('refuses one short piece over and over, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 6, unit: 'grapheme-ascii' }), (piece) => {
        fc.pre(!/[\s_.-]/.test(piece));
        expect(isWeak(piece.repeat(Math.ceil(16 / piece.length)))).toBe(true);
      }),
    );
  });
});
