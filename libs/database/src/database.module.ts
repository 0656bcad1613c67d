import { type DynamicModule, Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { Kysely } from 'kysely';
import type pg from 'pg';
import { openKysely, openPool } from './connection.js';
import { DatabaseClock } from './database-clock.js';
import { DatabaseRefusals } from './database-refusals.js';
import { TenantSeal } from './tenant-seal.js';
import { KYSELY, UnitOfWork } from './unit-of-work.js';

/** The raw pool, for the append path and for health alone. */
export const POOL = Symbol('pool');

@Global()
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(@Inject(KYSELY) private readonly kysely: Kysely<never>) {}

  static forRoot(options: { url: string; poolSize: number }): DynamicModule {
    const pool = {
      provide: POOL,
      inject: [DatabaseRefusals],
      useFactory: (refusals: DatabaseRefusals) =>
        openPool(options.url, {
          max: options.poolSize,
          onRefused: refusals.tell,
          onError: refusals.tellBreak,
        }),
    };
    const kysely = { provide: KYSELY, useFactory: (from: pg.Pool) => openKysely(from), inject: [POOL] };
    return {
      module: DatabaseModule,
      providers: [pool, kysely, UnitOfWork, TenantSeal, DatabaseClock, DatabaseRefusals],
      exports: [POOL, KYSELY, UnitOfWork, TenantSeal, DatabaseClock, DatabaseRefusals],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.kysely.destroy();
  }
}
