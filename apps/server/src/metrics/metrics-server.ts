import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CONFIGURATION, type Configuration } from '@homegroup/config';
import { POOL } from '@homegroup/database';
import { Doorbell } from '@homegroup/log';
import { Metrics } from '@homegroup/metrics';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type pg from 'pg';
import { Drain } from '../drain/drain.js';

/**
 * Answers Prometheus at `/metrics` on an interface and port of its own, when one is configured. Until the process
 * ends, also while it drains. @throws at start when the port cannot be had
 */
@Injectable()
export class MetricsServer implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Metrics');
  private readonly server = createServer((request, response) => void this.answer(request, response));

  constructor(
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    @Inject(POOL) pool: pg.Pool,
    private readonly metrics: Metrics,
    doorbell: Doorbell,
    drain: Drain,
  ) {
    metrics.gauges('homegroup_database_connections', 'Connections to Postgres', 'state', () => ({
      idle: pool.idleCount,
      busy: pool.totalCount - pool.idleCount,
      waited_for: pool.waitingCount,
    }));
    metrics.gauge(
      'homegroup_redis_up',
      'Whether the doorbell rings through Redis; 1 where none is used',
      () => (doorbell.state === 'down' ? 0 : 1),
    );
    metrics.gauge('homegroup_draining', 'Whether this node goes away', () => (drain.begun ? 1 : 0));
  }

  async onApplicationBootstrap(): Promise<void> {
    const { METRICS_PORT: port, METRICS_HOST: host } = this.configuration;
    if (port === undefined) return;
    this.metrics.watchProcess();
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', (error: NodeJS.ErrnoException) =>
        reject(new Error(`Metrics cannot be served on ${host}:${port} (${error.code}): set METRICS_PORT.`)),
      );
      this.server.listen(port, host, resolve);
    });
    this.logger.log(`Metrics on ${this.url}`);
  }

  onApplicationShutdown(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  /** Null when none are served. */
  get url(): string | null {
    const address = this.server.address() as AddressInfo | null;
    if (!address) return null;
    return `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}/metrics`;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'GET' || request.url?.split('?')[0] !== '/metrics')
      return void response.writeHead(404).end();
    try {
      const text = await this.metrics.registry.metrics();
      response.writeHead(200, { 'content-type': this.metrics.registry.contentType }).end(text);
    } catch (error) {
      this.logger.error(`Metrics cannot be read: ${(error as Error).message}`);
      response.writeHead(500).end();
    }
  }
}
