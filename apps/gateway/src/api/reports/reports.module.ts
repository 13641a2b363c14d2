import { Module } from '@nestjs/common';
import { ReportedThings } from './reported-things.js';
import { ReportsController } from './reports.controller.js';

/** Reports of things of every service, which go to the moderators of the chat (decision 270). */
@Module({ controllers: [ReportsController], providers: [ReportedThings] })
export class ReportsModule {}
