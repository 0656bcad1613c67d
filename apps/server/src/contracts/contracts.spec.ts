import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Parser } from '@asyncapi/parser';
import { clientEvents, operations, serverEvents } from '@homegroup/protocol';
import { asyncApiDocument } from './asyncapi.js';
import { openApiDocument } from './openapi.js';

const docs = join(__dirname, '../../../../docs');

describe('the documents for others', () => {
  it.each([
    ['openapi.json', openApiDocument],
    ['asyncapi.json', asyncApiDocument],
  ])('docs/%s is current: otherwise run "npm run contracts"', (name, make) => {
    expect(JSON.parse(readFileSync(join(docs, name), 'utf8'))).toEqual(JSON.parse(JSON.stringify(make())));
  });

  it('describe every operation and event', () => {
    const { paths } = openApiDocument() as { paths: Record<string, Record<string, { operationId: string }>> };
    const described = Object.values(paths).flatMap((path) =>
      Object.values(path).map((each) => each.operationId),
    );
    expect(described.sort()).toEqual(Object.keys(operations).sort());
    const { operations: events } = asyncApiDocument() as { operations: object };
    const known = [...Object.keys(clientEvents), ...Object.keys(serverEvents)];
    expect(Object.keys(events).sort()).toEqual(known.map((name) => name.replace(':', '.')).sort());
  });

  it('leave no reference open and no answer undescribed', () => {
    const text = JSON.stringify(openApiDocument());
    for (const [, name = ''] of text.matchAll(/"\$ref":"#\/components\/(?:schemas|responses)\/(\w+)"/g))
      expect(['Refusal', 'Refused']).toContain(name);
    expect(text).not.toContain('"schema":{}');
  });

  it('are valid AsyncAPI 3', async () => {
    const { document, diagnostics } = await new Parser().parse(JSON.stringify(asyncApiDocument()));
    expect(document === undefined ? diagnostics : []).toEqual([]);
  });
});
