import { IdentityModule } from '@homegroup/identity';
import { Module } from '@nestjs/common';
import { OrganizationController } from './organization.controller.js';

@Module({ imports: [IdentityModule], controllers: [OrganizationController] })
export class OrganizationModule {}
