import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { type BenchPostgres, createDatabase } from '../bench-postgres.js';
import { roomName, roomsDomain } from './address.js';

/** Where Debian's package puts the schema and the script that knows where the modules are. */
const schema = '/usr/share/ejabberd/sql/pg.sql';
export const control = '/usr/sbin/ejabberdctl';

const database = 'ejabberd';

/** What to do where ejabberd is missing; null where it is there. */
export const missingEjabberd = (): string | null =>
  existsSync(schema) && existsSync(control)
    ? null
    : 'ejabberd is not installed; on Debian: apt-get install --no-install-recommends ejabberd erlang-p1-pgsql';

export interface EjabberdSeat {
  room: string;
  person: string;
}

/** What ejabberd needs, in a database of its own beside the product's. */
export interface EjabberdHouse {
  databaseUrl: string;
  /** Of everybody. */
  password: string;
  rooms: EjabberdSeat[][];
}

/** ejabberd's own schema as Debian ships it, and a user for every seat, whose password is stored as it is. */
export async function seedEjabberd(
  postgres: BenchPostgres,
  size: { rooms: number; members: number },
): Promise<EjabberdHouse> {
  await createDatabase(postgres, database);
  const databaseUrl = postgres.url(database);
  const password = 'homegroup-bench';
  const rooms = Array.from({ length: size.rooms }, (_room, room) =>
    Array.from({ length: size.members }, (_member, member) => ({
      room: `${roomName(room)}@${roomsDomain}`,
      person: `person-${room}-${member}`,
    })),
  );
  const client = new pg.Client(databaseUrl);
  await client.connect();
  await client.query(await readFile(schema, 'utf8'));
  await client.query(
    'insert into users (username, password) select name, $2 from unnest($1::text[]) as name',
    [rooms.flat().map(({ person }) => person), password],
  );
  await client.end();
  return { databaseUrl, password, rooms };
}
