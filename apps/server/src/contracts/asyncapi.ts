import {
  type ClientEventName,
  clientEvents,
  errorSchema,
  matrix,
  type ServerEventName,
  serverEvents,
} from '@homegroup/protocol';
import { type JsonSchema, jsonSchema } from './json-schema.js';

/** Names may not hold a colon where a document refers to them. */
const key = (name: string): string => name.replace(':', '.');
const channel = { $ref: '#/channels/socket' };
const message = (name: string) => ({ $ref: `#/channels/socket/messages/${name}` });

const acknowledgement = (data: JsonSchema): JsonSchema => ({
  oneOf: [
    {
      type: 'object',
      properties: { ok: { const: true }, data },
      required: ['ok', 'data'],
      additionalProperties: false,
    },
    {
      type: 'object',
      properties: { ok: { const: false }, error: jsonSchema(errorSchema, 'output') },
      required: ['ok', 'error'],
      additionalProperties: false,
    },
  ],
});

/** The socket's events as an AsyncAPI 3 document, from the same schemas as the server's gate and the typed client. */
export function asyncApiDocument(): JsonSchema {
  const messages: Record<string, JsonSchema> = {};
  const operations: Record<string, JsonSchema> = {};
  for (const name of Object.keys(clientEvents) as ClientEventName[]) {
    const { summary, request, response } = clientEvents[name];
    const asked = key(name);
    const answered = `${asked}.acknowledgement`;
    messages[asked] = { name, summary, payload: jsonSchema(request, 'input') };
    messages[answered] = {
      name: `${name} (acknowledgement)`,
      payload: acknowledgement(jsonSchema(response, 'output')),
    };
    operations[asked] = {
      action: 'receive',
      channel,
      summary,
      'x-audience': matrix[name],
      messages: [message(asked)],
      reply: { channel, messages: [message(answered)] },
    };
  }
  for (const name of Object.keys(serverEvents) as ServerEventName[]) {
    const { summary, payload } = serverEvents[name];
    messages[key(name)] = { name, summary, payload: jsonSchema(payload, 'output') };
    operations[key(name)] = { action: 'send', channel, summary, messages: [message(key(name))] };
  }
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Homegroup',
      version: '1',
      description:
        'Socket.IO 4 over WebSocket, at the path `/socket.io`. The handshake carries `auth: { token }` with an access token. Every event of the client is acknowledged.',
      license: { name: 'AGPL-3.0-or-later' },
    },
    defaultContentType: 'application/json',
    channels: { socket: { address: '/socket.io', messages } },
    operations,
  };
}
