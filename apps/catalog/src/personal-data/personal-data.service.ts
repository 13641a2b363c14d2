import { Injectable } from '@nestjs/common';
import {
  type Caller,
  type catalog,
  type PersonalDataPage,
  productEvents,
  productImportEvents,
  resourceEvents,
  type RpcInput,
} from '@veza/contracts';
import { requireUser } from '@veza/platform';
import { Outbox, type SqlExecutor } from '@veza/transport';
import { PersonalDataRepository } from './personal-data.repository.js';

/** The personal data in the catalog: exported to the user, and erased with the account. */
@Injectable()
export class PersonalDataService {
  constructor(
    private readonly repository: PersonalDataRepository,
    private readonly outbox: Outbox,
  ) {}

  export(caller: Caller, { section, after }: RpcInput<typeof catalog.personalData.export>): Promise<PersonalDataPage> {
    return this.repository.own(section, requireUser(caller).userId, after);
  }

  /** Deletes products, resources and votes; media deletes the bytes after the events. */
  async erase(tx: SqlExecutor, userId: number): Promise<void> {
    for (const { isEnded, ...ended } of await this.repository.removeImports(tx, userId))
      if (!isEnded) await this.outbox.append(tx, productImportEvents.ended, ended);
    await this.repository.withdrawVotes(tx, userId);
    await this.repository.forgetDownloads(tx, userId);
    for (const picture of await this.repository.pictures(tx, userId))
      await this.outbox.append(tx, productEvents.pictureRemoved, picture);
    for (const file of await this.repository.removeProducts(tx, userId))
      await this.outbox.append(tx, productEvents.fileRemoved, file);
    await this.repository.forgetChanges(tx, userId);
    for (const resource of await this.repository.removeResources(tx, userId))
      await this.outbox.append(tx, resourceEvents.deleted, resource);
  }
}
