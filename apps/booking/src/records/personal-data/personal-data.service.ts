import { Injectable } from '@nestjs/common';
import type { booking, Caller, PersonalDataPage, RpcInput } from '@veza/contracts';
import { requireUser } from '@veza/platform';
import type { SqlExecutor } from '@veza/transport';
import { PersonalDataRepository } from './personal-data.repository.js';

/** The personal data of accounts in booking, as staff and as patients: exported to the user, and erased or anonymized with the account. */
@Injectable()
export class PersonalDataService {
  constructor(private readonly repository: PersonalDataRepository) {}

  export(caller: Caller, { section, after }: RpcInput<typeof booking.personalData.export>): Promise<PersonalDataPage> {
    return this.repository.own(requireUser(caller), section, after);
  }

  erase(tx: SqlExecutor, userId: number): Promise<void> {
    return this.repository.erase(tx, userId);
  }
}
