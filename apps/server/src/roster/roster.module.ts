import { CareModule } from '@homegroup/care';
import { Module } from '@nestjs/common';
import { RosterController } from './roster.controller.js';

@Module({ imports: [CareModule], controllers: [RosterController] })
export class RosterModule {}
