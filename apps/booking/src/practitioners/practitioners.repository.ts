import { Injectable } from '@nestjs/common';
import type { Caller, HirePractitioner } from '@veza/contracts';
import { Membership } from '../cabinets/membership.entity.js';
import { CabinetDatabase } from '../tenancy/cabinet-database.js';
import { Practitioner } from './practitioner.entity.js';

const MOST = 500;

@Injectable()
export class PractitionersRepository {
  constructor(private readonly database: CabinetDatabase) {}

  /** The membership and what is known of the practitioner, both as they are said now. */
  hire(caller: Caller, { role, ...facts }: HirePractitioner): Promise<Practitioner> {
    const { cabinetId, userId } = facts;
    return this.database.transaction(caller, async (tx) => {
      await tx.upsert(Membership, { cabinetId, userId, role }, ['cabinetId', 'userId']);
      await tx.upsert(Practitioner, facts, ['cabinetId', 'userId']);
      return tx.findOneByOrFail(Practitioner, { cabinetId, userId });
    });
  }

  list(caller: Caller, cabinetId: string): Promise<Practitioner[]> {
    return this.database.transaction(caller, (tx) =>
      tx.find(Practitioner, { where: { cabinetId }, order: { lastName: 'ASC', firstName: 'ASC', id: 'ASC' }, take: MOST }),
    );
  }
}
