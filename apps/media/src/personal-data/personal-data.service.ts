import { Injectable } from '@nestjs/common';
import { type Caller, type media, type PersonalDataPage, type RpcInput, trackEvents } from '@veza/contracts';
import { requireUser } from '@veza/platform';
import { Outbox, type SqlExecutor } from '@veza/transport';
import { PersonalDataRepository } from './personal-data.repository.js';

/** The personal data in media: exported to the user, and erased or disowned with the account. */
@Injectable()
export class PersonalDataService {
  constructor(
    private readonly repository: PersonalDataRepository,
    private readonly outbox: Outbox,
  ) {}

  export(caller: Caller, { section, after }: RpcInput<typeof media.personalData.export>): Promise<PersonalDataPage> {
    return this.repository.own(section, requireUser(caller).userId, after);
  }

  /**
   * Deletes albums and tracks; the next sweep deletes their bytes. Uploads in use by a message or a product stay until their owner
   * releases them, without the name of the uploader.
   */
  async erase(tx: SqlExecutor, userId: number): Promise<void> {
    await this.repository.removeAlbums(tx, userId);
    for (const trackId of await this.repository.removeTracks(tx, userId))
      await this.outbox.append(tx, trackEvents.deleted, { trackId, uploaderId: userId });
    await this.repository.forgetPlays(tx, userId);
    await this.repository.disownUploads(tx, userId);
    await this.repository.disownResumable(tx, userId);
  }
}
