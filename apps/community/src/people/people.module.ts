import { Module } from '@nestjs/common';
import { AccountStanding } from './account-limits.js';
import { BlocksRepository } from './blocks.repository.js';
import { PeopleRepository } from './people.repository.js';
import { PersonAccess } from './person-access.js';

/** The rows that relations of any kind share: people, and the blocks between them. */
@Module({
  providers: [PeopleRepository, BlocksRepository, PersonAccess, AccountStanding],
  exports: [PeopleRepository, BlocksRepository, PersonAccess, AccountStanding],
})
export class PeopleModule {}
