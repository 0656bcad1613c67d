import { type Algorithm, hash, parseOptions, verify } from '@node-rs/argon2';

// `Algorithm` is a const enum, which single-file compilation cannot inline: 2 is argon2id.
const argon2id = 2 as Algorithm;
const cost = { algorithm: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFC'), cost);

/** A hash of nothing anybody knows: an unknown address costs as long as a wrong password. */
const decoy = hashPassword(crypto.randomUUID());

/** Takes as long for an account without a password, or for no account at all. */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  const right = await verify(stored ?? (await decoy), password.normalize('NFC'));
  return right && stored !== null;
}

/** Whether the hash was made with other parameters than today's. */
export function isOutdated(stored: string): boolean {
  const made = parseOptions(stored);
  return (
    made.algorithm !== cost.algorithm ||
    made.memoryCost !== cost.memoryCost ||
    made.timeCost !== cost.timeCost ||
    made.parallelism !== cost.parallelism
  );
}
