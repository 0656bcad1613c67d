import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './data-directory.js';

export const version = (): string =>
  (JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as { version: string }).version;
