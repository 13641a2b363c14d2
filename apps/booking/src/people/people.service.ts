import { Injectable } from '@nestjs/common';
import type { booking, Caller, PersonalDataPage, RpcInput } from '@veza/contracts';
import type { SqlExecutor } from '@veza/transport';
import { requireSignedIn } from '../tenancy/access.js';
import { PeopleRepository } from './people.repository.js';

/** What booking keeps of a person as somebody who works in cabinets: shown to them in their export, and taken away or made nameless with their account. */
@Injectable()
export class PeopleService {
  constructor(private readonly repository: PeopleRepository) {}

  export(caller: Caller, { section, after }: RpcInput<typeof booking.personalData.export>): Promise<PersonalDataPage> {
    return this.repository.own(requireSignedIn(caller), section, after);
  }

  erase(tx: SqlExecutor, userId: number): Promise<void> {
    return this.repository.erase(tx, userId);
  }
}
