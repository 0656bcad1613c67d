import { MessagesModule } from '@homegroup/messages';
import { Module } from '@nestjs/common';
import { ConversationsController } from './conversations.controller.js';
import { DirectController } from './direct.controller.js';

@Module({ imports: [MessagesModule], controllers: [ConversationsController, DirectController] })
export class ConversationsModule {}
