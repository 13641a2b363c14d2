import { Injectable } from '@nestjs/common';
import { type Caller, type catalog, type PersonalDataPage, productEvents, resourceEvents, type RpcInput } from '@veza/contracts';
import { Outbox, type SqlExecutor } from '@veza/transport';
import { signedIn } from '../access.js';
import { PeopleRepository } from './people.repository.js';

/** What the catalog keeps of a person: shown to them in their export, and taken away with their account. */
@Injectable()
export class PeopleService {
  constructor(
    private readonly repository: PeopleRepository,
    private readonly outbox: Outbox,
  ) {}

  export(caller: Caller, { section, after }: RpcInput<typeof catalog.personalData.export>): Promise<PersonalDataPage> {
    return this.repository.own(section, signedIn(caller).userId, after);
  }

  /** Products, resources and votes go; media takes the bytes away when it hears of it. */
  async erase(tx: SqlExecutor, userId: number): Promise<void> {
    await this.repository.withdrawVotes(tx, userId);
    for (const file of await this.repository.removeProducts(tx, userId))
      await this.outbox.append(tx, productEvents.fileRemoved, file);
    for (const resource of await this.repository.removeResources(tx, userId))
      await this.outbox.append(tx, resourceEvents.deleted, resource);
  }
}
