import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Configuration } from '@homegroup/config';

export type KeyEncryptionKeys = Pick<Configuration, 'KEY_ENCRYPTION_KEY' | 'KEY_ENCRYPTION_KEY_BEFORE'>;

const nonceBytes = 12;
const tagBytes = 16;

// Drawn many at a time, because each draw is a call into the operating system; every byte is used once.
const noncesDrawn = 512;
let nonces = Buffer.alloc(0);
let used = 0;

function drawNonce(): Buffer {
  if (used === nonces.length) {
    nonces = randomBytes(noncesDrawn * nonceBytes);
    used = 0;
  }
  used += nonceBytes;
  return nonces.subarray(used - nonceBytes, used);
}

/**
 * AES-256-GCM. Returns nonce (12 bytes), ciphertext, tag (16 bytes) in one buffer. `bound` is authenticated and
 * must be given again to open: what was sealed for one place opens in no other.
 */
export function seal(key: Buffer, plain: Buffer, bound: string): Buffer {
  const nonce = drawNonce();
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(bound, 'utf8'));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** @throws when the key, the place or a single bit is another. */
export function unseal(key: Buffer, sealed: Buffer, bound: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes));
  decipher.setAAD(Buffer.from(bound, 'utf8'));
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  return Buffer.concat([
    decipher.update(sealed.subarray(nonceBytes, sealed.length - tagBytes)),
    decipher.final(),
  ]);
}

/** Wraps a tenant's key by the key-encryption key. */
export const wrapTenantKey = (keyEncryptionKey: Buffer, organizationId: string, key: Buffer): Buffer =>
  seal(keyEncryptionKey, key, `tenant-key:${organizationId}`);
/** `before` is tried second: the key-encryption key is being replaced. @throws when neither wrapped it for this tenant. */
export function unwrapTenantKey(keys: KeyEncryptionKeys, organizationId: string, wrapped: Buffer): Buffer {
  const bound = `tenant-key:${organizationId}`;
  try {
    return unseal(keys.KEY_ENCRYPTION_KEY, wrapped, bound);
  } catch (error) {
    if (!keys.KEY_ENCRYPTION_KEY_BEFORE) throw error;
    return unseal(keys.KEY_ENCRYPTION_KEY_BEFORE, wrapped, bound);
  }
}
