import pg from 'pg';
import { type Acknowledge, type FloorServer, type Numbered, Numbers, serveFloor } from './floor-server.js';

/** What the transport and durable storage cost: one insert per batch into a plain table, then room and sender are told. */
const pool = new pg.Pool({ connectionString: process.env.BENCH_DATABASE_URL, max: 2 });
// Its own: two of them may share the database.
const table = `message_${process.pid}`;
await pool.query(`
  drop table if exists ${table};
  create table ${table} (
    room uuid, seq int, id uuid not null, author_id uuid not null, client_id uuid not null, at timestamptz not null,
    body text not null, primary key (room, seq)
  )`);

interface Waiting {
  message: Numbered;
  acknowledge: Acknowledge;
}
const numbers = new Numbers();
let waiting: Waiting[] = [];
let writing = false;

async function write(io: FloorServer): Promise<void> {
  writing = true;
  while (waiting.length > 0) {
    const batch = waiting;
    waiting = [];
    const column = <K extends keyof Numbered>(name: K) => batch.map(({ message }) => message[name]);
    await pool.query({
      name: 'insert',
      text: `insert into ${table} select * from unnest($1::uuid[], $2::int[], $3::uuid[], $4::uuid[], $5::uuid[], $6::timestamptz[], $7::text[])`,
      values: [
        column('room'),
        column('seq'),
        column('id'),
        column('authorId'),
        column('clientId'),
        column('at'),
        column('body'),
      ],
    });
    for (const { message, acknowledge } of batch) {
      io.to(message.room).emit('message', message);
      acknowledge({ seq: message.seq, id: message.id, at: message.at });
    }
  }
  writing = false;
}

await serveFloor((io, said, acknowledge) => {
  waiting.push({ message: numbers.number(said), acknowledge });
  if (!writing) void write(io);
});
