import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

interface VaultSchema extends DBSchema {
  keys: { key: string; value: CryptoKey };
  sealed: { key: [string, string]; value: { iv: Uint8Array<ArrayBuffer>; data: ArrayBuffer } };
}

const utf8 = new TextEncoder();
/** Milliseconds for which a device's store may keep somebody waiting: some never answer. */
const storeWithin = 5000;

/**
 * Words that have not been sent, kept on this device for one person: encrypted with AES-GCM under a key that
 * cannot be exported. Nothing else is stored. Without IndexedDB or WebCrypto (a page without TLS) this page alone
 * holds them, and `durable` says so; likewise while there are any that the device did not take, because it is full, say.
 */
export class Vault {
  private closed = false;
  /** What the device did not take. */
  private readonly held = new Map<string, unknown>();
  private last: Promise<void> = Promise.resolve();

  private constructor(
    private readonly personId: string,
    private readonly database: IDBPDatabase<VaultSchema> | null,
    private readonly key: CryptoKey | null,
  ) {}

  get durable(): boolean {
    return this.key !== null && this.held.size === 0;
  }

  /** Opens the person's own vault and wipes everybody else's. A store that fails, or does not answer, keeps nothing. */
  static async open(personId: string): Promise<Vault> {
    const nothing = new Vault(personId, null, null);
    if (!globalThis.indexedDB || !globalThis.crypto?.subtle) return nothing;
    const opening = Vault.unlock(personId).catch(() => nothing);
    const vault = await inTime(opening, nothing);
    if (vault === nothing) void opening.then((late) => late !== nothing && late.close());
    return vault;
  }

  private static async unlock(personId: string): Promise<Vault> {
    const database = await openVault();
    await wipe(database, (other) => other !== personId);
    const key = (await database.get('keys', personId)) ?? (await makeKey(database, personId));
    return new Vault(personId, database, key);
  }

  async read<T>(name: string): Promise<T | null> {
    await this.last;
    if (this.held.has(name)) return this.held.get(name) as T;
    if (!this.database || !this.key || this.closed) return null;
    const sealed = await this.database.get('sealed', [this.personId, name]);
    if (!sealed) return null;
    try {
      const plain = await crypto.subtle.decrypt(this.bound(name, sealed.iv), this.key, sealed.data);
      return JSON.parse(new TextDecoder().decode(plain)) as T;
    } catch {
      return null;
    }
  }

  /** Rejects when the device's store does not take it; the page holds it all the same. */
  write(name: string, value: unknown): Promise<void> {
    if (!this.key) this.held.set(name, value);
    const plain = utf8.encode(JSON.stringify(value));
    return this.inTurn(async (database, key) => {
      try {
        const iv = crypto.getRandomValues(new Uint8Array(12));
        const data = await crypto.subtle.encrypt(this.bound(name, iv), key, plain);
        if (!this.closed) await database.put('sealed', { iv, data }, [this.personId, name]);
        this.held.delete(name);
      } catch (error) {
        this.held.set(name, value);
        throw error;
      }
    });
  }

  remove(name: string): Promise<void> {
    if (!this.key) this.held.delete(name);
    return this.inTurn(async (database) => {
      this.held.delete(name);
      await database.delete('sealed', [this.personId, name]);
    });
  }

  /** Names that begin so. */
  async names(prefix: string): Promise<string[]> {
    await this.last;
    const stored = this.database && !this.closed ? await this.database.getAllKeys('sealed') : [];
    const mine = stored.filter(([person]) => person === this.personId).map(([, name]) => name);
    return [...new Set([...mine, ...this.held.keys()])].filter((name) => name.startsWith(prefix));
  }

  /** All that this person has here is gone, and nothing is written afterwards; whoever came in since keeps theirs. */
  async wipe(): Promise<void> {
    this.closed = true;
    this.held.clear();
    if (!this.database) return;
    await wipe(this.database, (person) => person === this.personId).catch(() => undefined);
    this.database.close();
  }

  /** Nothing is written afterwards. */
  close(): void {
    this.closed = true;
    this.held.clear();
    this.database?.close();
  }

  /** One after the other: encrypting takes a moment, in which a later removal would overtake what it removes. */
  private inTurn(act: (database: IDBPDatabase<VaultSchema>, key: CryptoKey) => Promise<void>): Promise<void> {
    const { database, key } = this;
    if (!database || !key) return Promise.resolve();
    const before = this.last;
    const turn = (async () => {
      await before;
      if (!this.closed) await act(database, key);
    })();
    this.last = turn.catch(() => undefined);
    return turn;
  }

  private bound(name: string, iv: Uint8Array<ArrayBuffer>): AesGcmParams {
    return { name: 'AES-GCM', iv, additionalData: utf8.encode(`${this.personId}/${name}`) };
  }
}

function openVault(): Promise<IDBPDatabase<VaultSchema>> {
  return openDB<VaultSchema>('homegroup', 1, {
    upgrade(database) {
      database.createObjectStore('keys');
      database.createObjectStore('sealed');
    },
  });
}

/** Of two windows that make one at the same moment both get the first: no words are kept under a key that is lost. */
async function makeKey(database: IDBPDatabase<VaultSchema>, personId: string): Promise<CryptoKey> {
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  const work = database.transaction('keys', 'readwrite');
  const first = await work.store.get(personId);
  if (!first) await work.store.put(made, personId);
  await work.done;
  return first ?? made;
}

async function wipe(
  database: IDBPDatabase<VaultSchema>,
  whose: (personId: string) => boolean,
): Promise<void> {
  const work = database.transaction(['keys', 'sealed'], 'readwrite');
  const [keys, sealed] = [work.objectStore('keys'), work.objectStore('sealed')];
  for (const person of await keys.getAllKeys()) if (whose(person)) await keys.delete(person);
  // Also what a window wrote after its person's key was gone.
  for (const name of await sealed.getAllKeys()) if (whose(name[0])) await sealed.delete(name);
  await work.done;
}

/** `otherwise` where the device's store does not answer in time. */
export const inTime = <T>(answer: Promise<T>, otherwise: T): Promise<T> =>
  Promise.race([answer, new Promise<T>((resolve) => setTimeout(() => resolve(otherwise), storeWithin))]);

/** Everything of everybody: on sign-out, which a store that does not answer holds up no longer than it must. */
export const wipeVault = (): Promise<void> => inTime(wipeAll(), undefined);

async function wipeAll(): Promise<void> {
  if (!globalThis.indexedDB) return;
  try {
    const database = await openVault();
    const work = database.transaction(['keys', 'sealed'], 'readwrite');
    await Promise.all([work.objectStore('keys').clear(), work.objectStore('sealed').clear(), work.done]);
    database.close();
  } catch {
    // A device without storage keeps nothing that would need wiping.
  }
}
