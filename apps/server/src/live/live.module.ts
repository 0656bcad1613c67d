import { AuditModule } from '@homegroup/audit';
import { GroupsModule } from '@homegroup/groups';
import { IdentityModule } from '@homegroup/identity';
import { LogModule } from '@homegroup/log';
import { MessagesModule } from '@homegroup/messages';
import { MetricsModule } from '@homegroup/metrics';
import { PresenceModule } from '@homegroup/presence';
import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { DrainModule } from '../drain/drain.module.js';
import { AccessBells } from './access-bells.js';
import { AccessWatch } from './access-watch.js';
import { Arrivals } from './arrivals.js';
import { Connections } from './connections.js';
import { ConversationsGateway } from './conversations.gateway.js';
import { EventHandlers } from './event-handlers.js';
import { ExpiryWatch } from './expiry-watch.js';
import { FollowingOfNode } from './following-of-node.js';
import { Heartbeat } from './heartbeat.js';
import { LiveGateway } from './live.gateway.js';
import { MessagesGateway } from './messages.gateway.js';
import { PacketGate } from './packet-gate.js';
import { PersonNews } from './person-news.js';
import { PresenceGateway } from './presence.gateway.js';
import { PresenceDesk } from './presence-desk.js';
import { Resumes } from './resumes.js';
import { SocketBroadcaster } from './socket-broadcaster.js';

@Module({
  imports: [
    AuditModule,
    DiscoveryModule,
    DrainModule,
    GroupsModule,
    IdentityModule,
    LogModule,
    MessagesModule,
    MetricsModule,
    PresenceModule,
  ],
  providers: [
    AccessBells,
    AccessWatch,
    Arrivals,
    Connections,
    ConversationsGateway,
    EventHandlers,
    ExpiryWatch,
    FollowingOfNode,
    Heartbeat,
    LiveGateway,
    MessagesGateway,
    PacketGate,
    PersonNews,
    PresenceDesk,
    PresenceGateway,
    Resumes,
    SocketBroadcaster,
  ],
})
export class LiveModule {}
