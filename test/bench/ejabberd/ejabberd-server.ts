import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '../bench-postgres.js';
import { commandOn, type Side } from '../processors.js';
import { domain, roomName, roomsDomain } from './address.js';
import { ejabberdConfig } from './ejabberd-config.js';
import { control, type EjabberdHouse } from './ejabberd-database.js';

const patience = 60_000;

/**
 * As Debian starts it, but schedulers that have nothing to do sleep at once: waiting busily, as is usual, cost half as
 * much again, and would have made ejabberd look worse than its work is.
 */
const virtualMachine = [
  ...['+K', 'true', '+P', '250000', '+Bd'],
  ...['+sbwt', 'none', '+sbwtdcpu', 'none', '+sbwtdio', 'none'],
];

/**
 * Loads all code, which would else be loaded at first use; makes the rooms; then collects garbage at every line that
 * comes, and ends with the bench, when no more can come.
 */
const program = (rooms: number): string => {
  const names = Array.from({ length: rooms }, (_, nth) => `<<"${roomName(nth)}">>`);
  return `spawn(fun() ->
  [code:ensure_loaded(Module) || {Application, _, _} <- application:loaded_applications(),
    {ok, Modules} <- [application:get_key(Application, modules)], Module <- Modules],
  [ok = mod_muc_admin:create_room(Name, <<"${roomsDomain}">>, <<"${domain}">>) || Name <- [${names.join(', ')}]],
  io:format("~nready~n"),
  (fun Listen() -> case io:get_line("") of
    Line when is_list(Line) ->
      lists:foreach(fun erlang:garbage_collect/1, processes()), io:format("~ncollected~n"), Listen();
    _ -> halt() end end)()
end).`;
};

/** ejabberd as a process of the bench: no node name, so no epmd; everything it writes is in a folder of its own. */
export class EjabberdServer {
  private readonly said: string[] = [];
  private readonly removed = () => {
    this.child.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  };

  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
    readonly url: string,
  ) {
    // However the bench ends, nothing stays.
    process.once('exit', this.removed);
    for (const input of [child.stdout, child.stderr])
      if (input)
        createInterface({ input }).on('line', (line) => {
          this.said.push(line);
          child.emit(`said:${line}`);
        });
    child.on('error', () => undefined);
  }

  static async start(house: EjabberdHouse, side: Side | null): Promise<EjabberdServer> {
    const folder = await mkdtemp(join(tmpdir(), 'homegroup-bench-ejabberd-'));
    const port = await freePort();
    const config = join(folder, 'ejabberd.yml');
    await writeFile(config, ejabberdConfig(port, house.databaseUrl), { mode: 0o600 });
    const modules = /^ERL_LIBS='(.+)'$/m.exec(await readFile(control, 'utf8'))?.[1] ?? '';
    const child = spawn(
      ...commandOn(side, 'erl', [
        ...virtualMachine,
        ...['-noshell', '-start_epmd', 'false', '-mnesia', 'dir', `"${join(folder, 'mnesia')}"`],
        ...['-s', 'ejabberd', '-eval', program(house.rooms.length)],
      ]),
      {
        cwd: folder,
        env: {
          PATH: process.env.PATH,
          HOME: folder,
          LANG: 'C.UTF-8',
          ERL_LIBS: modules,
          ERL_CRASH_DUMP: '/dev/null',
          ERL_MAX_PORTS: '32000',
          EJABBERD_CONFIG_PATH: config,
          EJABBERD_LOG_PATH: join(folder, 'ejabberd.log'),
        },
        stdio: ['pipe', 'pipe', 'pipe'],
      },
    );
    const server = new EjabberdServer(child, folder, `ws://127.0.0.1:${port}/ws`);
    await server.hears('ready').catch(async (error: unknown) => {
      await server.end();
      throw error;
    });
    return server;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  async collectGarbage(): Promise<void> {
    const collected = this.hears('collected');
    this.child.stdin?.write('\n');
    await collected;
  }

  async end(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null && this.child.pid) {
      const ended = once(this.child, 'exit');
      this.child.stdin?.end();
      const kill = setTimeout(() => this.child.kill('SIGKILL'), 8000);
      await ended;
      clearTimeout(kill);
    }
    process.off('exit', this.removed);
    this.removed();
  }

  private async hears(line: string): Promise<void> {
    const stop = new AbortController();
    const giveUp = setTimeout(() => stop.abort(), patience);
    const { signal } = stop;
    try {
      await Promise.race([
        once(this.child, `said:${line}`, { signal }),
        once(this.child, 'exit', { signal }).then(() => {
          throw new Error('it ended');
        }),
      ]);
    } catch (error) {
      const last = this.said.slice(-15).join('\n');
      throw new Error(`ejabberd did not say "${line}":\n${last}`, { cause: error });
    } finally {
      clearTimeout(giveUp);
      stop.abort();
    }
  }
}
