import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { tryPort } from '../../apps/cli/src/up/ports.js';
import { processesOf, type Running, root, startCli, temporaryFolder } from '../integration/cli-rig.js';
import { lastingPort } from './lasting-port.js';

/** What the command line's own tests keep from it: the processes, the folder, the passphrase. */
export class Product {
  private readonly folder = temporaryFolder();
  private readonly data = join(this.folder.path, 'data');
  private up: Running | null = null;
  private port = 0;
  url = '';
  passphrase = '';

  /** The real thing: `homegroup up` with the sample programme, in a folder of its own, on a free port. */
  static async start(): Promise<Product> {
    if (!existsSync(join(root, 'dist/apps/web/index.html')))
      throw new Error('dist/apps/web is missing: run "npm run build" first.');
    const product = new Product();
    product.port = await lastingPort();
    try {
      await product.begin();
    } catch (error) {
      await product.remove();
      throw error;
    }
    return product;
  }

  private async begin(): Promise<void> {
    this.up = startCli(['up'], {
      HOMEGROUP_DATA_DIR: this.data,
      PORT: String(this.port),
    });
    await banner(this.up);
    const { out } = this.up.said();
    this.url = /running at (\S+)/.exec(out)?.[1] ?? '';
    this.passphrase = /passphrase (\S+)/.exec(out)?.[1] ?? '';
  }

  /** As a power cut would: the server, PostgreSQL and `up` at once. Resolves when nothing of them is left. */
  async kill(): Promise<void> {
    for (const id of await processesOf(this.folder.path))
      try {
        process.kill(id, 'SIGKILL');
      } catch {
        // It was gone already.
      }
    await this.up?.finished;
    await this.untilGone();
  }

  /** As Ctrl-C does. */
  async end(): Promise<void> {
    this.up?.child.kill('SIGINT');
    await this.up?.finished;
    await this.untilGone();
  }

  /** The same port, the same data. */
  async restart(): Promise<void> {
    await this.begin();
  }

  log(): string {
    const file = join(this.data, 'server.log');
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  }

  async remove(): Promise<void> {
    await this.kill();
    this.folder.remove();
  }

  /** A process that ends loses its name before it loses its port. */
  private async untilGone(): Promise<void> {
    for (let waited = 0; waited < 200; waited += 1) {
      const left = await processesOf(this.folder.path);
      if (left.length === 0 && 'port' in (await tryPort('localhost', this.port))) return;
      await pause(50);
    }
    throw new Error('something of the product goes on running');
  }
}

/** Resolves when `up` has said all of where it runs and how to sign in. */
function banner({ child, said, finished }: Running): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (said().out.includes('Ctrl-C')) resolve();
    };
    child.stdout?.on('data', look);
    void finished.then(({ code, err }) => reject(new Error(`up ended with ${code}: ${err}`)));
  });
}
