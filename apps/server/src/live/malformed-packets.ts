import type { Metrics } from '@homegroup/metrics';
import { Logger } from '@nestjs/common';
import type { Server } from 'socket.io';
import * as parser from 'socket.io-parser';
import { PlainEncoder } from './plain-encoder.js';

const logger = new Logger('Malformed');

/** Socket.IO's parser, which also says when it was given what it cannot read. */
export function parserThatTells(malformed: () => void): typeof parser {
  class Decoder extends parser.Decoder {
    override add(packet: unknown): void {
      try {
        super.add(packet);
      } catch (error) {
        malformed();
        throw error;
      }
    }
  }
  return { ...parser, Decoder, Encoder: PlainEncoder };
}

/** Engine.IO ends such a connection by itself, and names the reason. */
export function watchTransport(server: Server, malformed: () => void): void {
  server.engine.on('connection', (connection: NodeJS.EventEmitter) =>
    connection.on('close', (reason: string) => {
      if (reason === 'parse error') malformed();
    }),
  );
}

/** Who sends what is no packet is cut off and counted; the log says so, and not again for each of many. */
export const malformedPackets = (metrics: Metrics) => () => {
  metrics.cuts.add('malformed');
  logger.warn('A connection was ended: what it sent were no packets');
};
