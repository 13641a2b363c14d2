import { Module } from '@nestjs/common';
import { PeopleModule } from '../../identity/people/people.module.js';
import { ReportedThings } from './reported-things.js';
import { ReportsController } from './reports.controller.js';

/** Reports of things of every service, which go to the moderators of the chat (decision 270). */
@Module({ imports: [PeopleModule], controllers: [ReportsController], providers: [ReportedThings] })
export class ReportsModule {}
