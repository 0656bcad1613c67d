import { AuditModule } from '@homegroup/audit';
import { IdentityModule } from '@homegroup/identity';
import { MetricsModule } from '@homegroup/metrics';
import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { AnswerInterceptor } from './answer.interceptor.js';
import { ErrorFilter } from './error.filter.js';
import { OperationGuard } from './operation.guard.js';
import { AccessTokenGuard } from './passport-guards.js';

/** What every REST operation passes through. */
@Module({
  imports: [AuditModule, IdentityModule, MetricsModule],
  providers: [
    AccessTokenGuard,
    { provide: APP_GUARD, useClass: OperationGuard },
    { provide: APP_INTERCEPTOR, useClass: AnswerInterceptor },
    { provide: APP_FILTER, useClass: ErrorFilter },
  ],
})
export class HttpModule {}
