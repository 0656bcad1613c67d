import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asyncApiDocument } from './asyncapi.js';
import { openApiDocument } from './openapi.js';

/** Writes `docs/openapi.json` and `docs/asyncapi.json`; with `--check` compares instead and fails when one differs. */
const folder = join(process.cwd(), 'docs');
const documents = { 'openapi.json': openApiDocument(), 'asyncapi.json': asyncApiDocument() };

const outdated: string[] = [];
for (const [name, document] of Object.entries(documents)) {
  const path = join(folder, name);
  const text = `${JSON.stringify(document, null, 2)}\n`;
  if (process.argv.includes('--check')) {
    if (readIfThere(path) !== text) outdated.push(name);
    continue;
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, text);
}
if (outdated.length > 0) {
  process.stderr.write(`Not current in docs/: ${outdated.join(', ')}. Run "npm run contracts".\n`);
  process.exitCode = 1;
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
