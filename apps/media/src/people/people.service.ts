import { Injectable } from '@nestjs/common';
import { type Caller, type media, type PersonalDataPage, type RpcInput, trackEvents } from '@veza/contracts';
import { Outbox, type SqlExecutor } from '@veza/transport';
import { signedIn } from '../access.js';
import { PeopleRepository } from './people.repository.js';

/** What media keeps of a person: shown to them in their export, and taken away or made nobody's with their account. */
@Injectable()
export class PeopleService {
  constructor(
    private readonly repository: PeopleRepository,
    private readonly outbox: Outbox,
  ) {}

  export(caller: Caller, { section, after }: RpcInput<typeof media.personalData.export>): Promise<PersonalDataPage> {
    return this.repository.own(section, signedIn(caller).userId, after);
  }

  /**
   * Tracks go, and with the next sweep their bytes. What a message or a product holds stays until its owner gives it up, and
   * is nobody's upload from now on.
   */
  async erase(tx: SqlExecutor, userId: number): Promise<void> {
    for (const trackId of await this.repository.removeTracks(tx, userId))
      await this.outbox.append(tx, trackEvents.deleted, { trackId, uploaderId: userId });
    await this.repository.forgetPlays(tx, userId);
    await this.repository.disownUploads(tx, userId);
  }
}
