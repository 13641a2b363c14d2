import { Module } from '@nestjs/common';
import { BlocksRepository } from './blocks.repository.js';
import { PeopleRepository } from './people.repository.js';

/** The rows that relations of any kind share: people, and the blocks between them. */
@Module({ providers: [PeopleRepository, BlocksRepository], exports: [PeopleRepository, BlocksRepository] })
export class PeopleModule {}
