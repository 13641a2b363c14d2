import { Module } from '@nestjs/common';
import { PeopleModule } from '../../identity/people/people.module.js';
import { NoticeLevelsModule } from '../../notifications/levels/notice-levels.module.js';
import { NoticeListController } from './notice-list.controller.js';

/** The one list of notices, of community, with the names of people (decision 265). */
@Module({ imports: [PeopleModule, NoticeLevelsModule], controllers: [NoticeListController] })
export class NoticeListModule {}
