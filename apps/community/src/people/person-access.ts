import { Injectable } from '@nestjs/common';
import { type Caller, DeclaredError } from '@veza/contracts';
import { readerOf } from './acting-person.js';
import { BlocksRepository } from './blocks.repository.js';
import { PeopleRepository } from './people.repository.js';

/** Whether a person exists for a caller. */
@Injectable()
export class PersonAccess {
  constructor(
    private readonly people: PeopleRepository,
    private readonly blocks: BlocksRepository,
  ) {}

  /** The id of the person behind the caller, if it is a user. USER_NOT_FOUND where the caller may not see the person. */
  async requireReader(caller: Caller, personId: number): Promise<number | undefined> {
    const reader = readerOf(caller);
    const isBlocked = reader !== undefined && (await this.blocks.isBetween(reader, personId));
    if (isBlocked || (await this.people.isHidden(personId))) throw new DeclaredError('USER_NOT_FOUND');
    return reader;
  }
}
