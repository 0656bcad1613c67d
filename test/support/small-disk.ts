import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DB, openPool } from '@homegroup/database';
import { type Kysely, sql } from 'kysely';
import { testPostgresUrl } from './service-urls.js';

const size = 24;

/**
 * A disk for the log of a test's database that can be filled. With the right to mount it is one, in memory; without,
 * a trigger refuses as Postgres does on a full disk, which shows the same to the server but not what Postgres does.
 */
export class SmallDisk {
  private constructor(
    private readonly owner: Kysely<DB>,
    private readonly folder: string,
    /** Null where nothing may be mounted. */
    private readonly mounted: { at: string; tablespace: string } | null,
  ) {}

  static async under(owner: Kysely<DB>): Promise<SmallDisk> {
    const folder = mkdtempSync(join(tmpdir(), 'homegroup-disk-'));
    // PostgreSQL is another user, who must be able to enter.
    chmodSync(folder, 0o755);
    const at = join(folder, 'disk');
    mkdirSync(at);
    const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}m`, 'tmpfs', at]);
    if (status !== 0) return new SmallDisk(owner, folder, null);
    const { rows } = await sql<{ path: string }>`select current_setting('data_directory') as path`.execute(
      owner,
    );
    const { uid, gid } = statSync(rows[0]?.path ?? '');
    chownSync(at, uid, gid);
    const tablespace = `small_${process.pid}_${Date.now()}`;
    await sql`create tablespace ${sql.id(tablespace)} location ${sql.lit(at)}`.execute(owner);
    await sql`alter table log_event set tablespace ${sql.id(tablespace)}`.execute(owner);
    return new SmallDisk(owner, folder, { at, tablespace });
  }

  get real(): boolean {
    return this.mounted !== null;
  }

  async fill(): Promise<void> {
    if (this.mounted) {
      const rest = join(this.mounted.at, 'rest');
      // Big pieces first, small ones after them, until not one byte fits.
      for (const piece of [1024 * 1024, 4096])
        for (let fits = true; fits; )
          try {
            writeFileSync(rest, Buffer.alloc(piece), { flag: 'a' });
          } catch {
            fits = false;
          }
      return;
    }
    await sql`create function disk_is_full() returns trigger language plpgsql as $$ begin
      raise exception 'could not extend file' using errcode = 'disk_full'; end $$`.execute(this.owner);
    await sql`create trigger full_disk before insert on log_event for each statement execute function disk_is_full()`.execute(
      this.owner,
    );
  }

  async free(): Promise<void> {
    if (this.mounted) rmSync(join(this.mounted.at, 'rest'));
    else await sql`drop function disk_is_full() cascade`.execute(this.owner);
  }

  /** After the database was dropped. */
  async remove(): Promise<void> {
    if (this.mounted) {
      const superuser = openPool(testPostgresUrl(), { max: 1, onError: () => undefined });
      await superuser.query(`drop tablespace ${this.mounted.tablespace}`);
      await superuser.end();
      spawnSync('umount', [this.mounted.at]);
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}
