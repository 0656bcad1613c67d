import { CareModule } from '@homegroup/care';
import { Module } from '@nestjs/common';
import { PeopleController } from './people.controller.js';

@Module({ imports: [CareModule], controllers: [PeopleController] })
export class PeopleHttpModule {}
