import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { seal, unseal } from '@homegroup/database';

export interface Sealed {
  sealed: Buffer;
  keyVersion: number;
}

/** Seals and opens the words of one conversation. Each is bound to tenant, conversation, event and key version. */
export class ConversationSeal {
  /** As an object: bytes would be made into one again for every message. */
  private readonly digestKey: KeyObject;
  private readonly place: string;

  constructor(
    organizationId: string,
    conversationId: string,
    private readonly key: Buffer,
    private readonly version: number,
  ) {
    this.place = `body:${organizationId}:${conversationId}:`;
    this.digestKey = createSecretKey(
      Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), 'fingerprint', 32)),
    );
  }

  seal(eventId: string, words: string): Sealed {
    return {
      sealed: seal(this.key, Buffer.from(words, 'utf8'), this.bound(eventId)),
      keyVersion: this.version,
    };
  }

  /** @throws when the place or a single bit is another. */
  open(eventId: string, sealed: Buffer): string {
    return unseal(this.key, sealed, this.bound(eventId)).toString('utf8');
  }

  /** A keyed digest of what was asked: equal for a retry, different for other content, and says nothing without the key. */
  fingerprint(asked: string): Buffer {
    return createHmac('sha256', this.digestKey).update(asked, 'utf8').digest().subarray(0, 16);
  }

  private bound(eventId: string): string {
    return `${this.place}${eventId}:${this.version}`;
  }
}
