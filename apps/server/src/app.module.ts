import { ConfigModule, type Configuration } from '@homegroup/config';
import { DatabaseModule } from '@homegroup/database';
import { Metrics, MetricsModule } from '@homegroup/metrics';
import { type DynamicModule, Module } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import { AuditHttpModule } from './audit/audit-http.module.js';
import { CareHttpModule } from './care/care-http.module.js';
import { ConversationsModule } from './conversations/conversations.module.js';
import { GroupsHttpModule } from './groups/groups-http.module.js';
import { HealthModule } from './health/health.module.js';
import { HttpModule } from './http/http.module.js';
import { loggerOptions } from './http/logger-options.js';
import { LiveModule } from './live/live.module.js';
import { MetricsHttpModule } from './metrics/metrics-http.module.js';
import { ModerationHttpModule } from './moderation/moderation-http.module.js';
import { NoticesHttpModule } from './notices/notices-http.module.js';
import { OrganizationModule } from './organization/organization.module.js';
import { PeopleHttpModule } from './people/people-http.module.js';
import { PeopleAccountsModule } from './people-accounts/people-accounts.module.js';
import { RosterModule } from './roster/roster.module.js';
import { SessionModule } from './session/session.module.js';
import { EndTracing } from './tracing/end-tracing.js';
import { UpkeepModule } from './upkeep/upkeep.module.js';

@Module({})
export class AppModule {
  static forRoot(configuration: Configuration, logTo?: NodeJS.WritableStream): DynamicModule {
    return {
      module: AppModule,
      providers: [EndTracing],
      imports: [
        ConfigModule.forRoot(configuration),
        DatabaseModule.forRoot({
          url: configuration.DATABASE_APP_URL,
          poolSize: configuration.DATABASE_POOL,
        }),
        LoggerModule.forRootAsync({
          imports: [MetricsModule],
          inject: [Metrics],
          useFactory: (metrics: Metrics) => loggerOptions(configuration, metrics, logTo),
        }),
        HttpModule,
        SessionModule,
        OrganizationModule,
        AuditHttpModule,
        HealthModule,
        MetricsHttpModule,
        LiveModule,
        ConversationsModule,
        GroupsHttpModule,
        ModerationHttpModule,
        CareHttpModule,
        PeopleHttpModule,
        PeopleAccountsModule,
        NoticesHttpModule,
        RosterModule,
        UpkeepModule,
      ],
    };
  }
}
