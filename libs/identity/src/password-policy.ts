import { HomegroupError } from '@homegroup/protocol';

export const shortestPassword = 15;
export const longestPassword = 256;

/** Long passwords that stand on every list of leaked ones, in lower case without separators. */
const leaked = new Set([
  'correcthorsebatterystaple',
  'thequickbrownfox',
  'thequickbrownfoxjumpsoverthelazydog',
  'iloveyouforever',
  'letmeinletmeinletmein',
  'passwordpassword1',
  'mypasswordispassword',
  'thisismypassword',
  'administrator123',
  'administrator1234',
  'qwertyuiopasdfgh',
  'qwertyuiopasdfghjkl',
  'qwertyuiopasdfghjklzxcvbnm',
  '1qaz2wsx3edc4rfv',
  '1qaz2wsx3edc4rfv5tgb',
  '1q2w3e4r5t6y7u8i',
  '1q2w3e4r5t6y7u8i9o0p',
  'zaq12wsxcde34rfv',
  'onedayatatime123',
  'trustno1trustno1',
  'supercalifragilisticexpialidocious',
]);
const runs = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890123456789',
  'qwertyuiopasdfghjklzxcvbnm',
  '1234567890qwertyuiop',
];

export interface PasswordContext {
  email: string;
  names: readonly string[];
  organization: string;
}

/**
 * 15 characters or more, whatever characters they are; not a known or patterned one; not made from what others
 * know about the person. @throws weak_password saying which.
 */
export function refuseWeakPassword(password: string, context: PasswordContext): void {
  const text = password.normalize('NFC');
  if (Array.from(text).length < shortestPassword)
    throw weak(
      `Use ${shortestPassword} characters or more. A sentence that only you would think of is easy to keep.`,
    );
  if (text.length > longestPassword) throw weak(`Use at most ${longestPassword} characters.`);
  const plain = text.toLowerCase().replace(/[\s_.-]/g, '');
  if (leaked.has(plain) || isPatterned(plain))
    throw weak('This is one of the first passwords that others would try. Think of another.');
  const known = knownWords(context).find((word) => plain.includes(word));
  if (known !== undefined)
    throw weak('Leave out your name, your e-mail address and the name of your programme.');
}

const weak = (message: string): HomegroupError => new HomegroupError('weak_password', message);

/** One short piece over and over, or a stretch of the alphabet, of the digits or of the keyboard. */
function isPatterned(text: string): boolean {
  const letters = Array.from(text);
  for (let period = 1; period <= 8; period += 1)
    if (letters.length >= period * 2 && letters.every((letter, at) => letter === letters[at % period]))
      return true;
  const doubled = runs
    .flatMap((run) => [run, Array.from(run).toReversed().join('')])
    .map((run) => run + run + run);
  if (doubled.some((run) => run.includes(text))) return true;
  return new Set(letters).size < 4;
}

function knownWords(context: PasswordContext): string[] {
  const [local = '', host = ''] = context.email.toLowerCase().split('@');
  const squeezed = (value: string): string => value.toLowerCase().replace(/[\s_.-]/g, '');
  const nameWords = context.names.flatMap((name) => [
    squeezed(name),
    ...name.toLowerCase().split(/[\s_.-]+/),
  ]);
  return [squeezed(local), squeezed(host), squeezed(context.organization), 'homegroup', ...nameWords].filter(
    (word) => word.length >= 4,
  );
}
