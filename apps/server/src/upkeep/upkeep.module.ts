import { IdentityModule } from '@homegroup/identity';
import { Module } from '@nestjs/common';
import { Upkeep } from './upkeep.js';

@Module({ imports: [IdentityModule], providers: [Upkeep] })
export class UpkeepModule {}
