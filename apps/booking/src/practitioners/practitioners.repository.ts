import { Injectable } from '@nestjs/common';
import type { Caller, HirePractitioner } from '@veza/contracts';
import { columnsOf, once, type Transaction } from '@veza/database';
import { Membership } from '../cabinets/membership.entity.js';
import type { Member } from '../tenancy/access.js';
import { CabinetDatabase } from '../tenancy/cabinet-database.js';
import { Practitioner } from './practitioner.entity.js';

const MOST = 500;

/** A practitioner with the time zone of the cabinet, in which the working hours are written. */
export type Calendar = Practitioner & { timezone: string };

/** Raw SQL: each read of slots begins with it, so the join is one statement. */
const CALENDAR = `
  SELECT ${columnsOf(Practitioner, 'p')}, c.timezone
  FROM practitioners p JOIN cabinets c ON c.id = p.cabinet_id WHERE p.id = $1 AND p.cabinet_id = $2`;

@Injectable()
export class PractitionersRepository {
  constructor(private readonly database: CabinetDatabase) {}

  /** Writes the membership and the practitioner, or replaces both. */
  hire(caller: Caller, { role, ...facts }: HirePractitioner): Promise<Practitioner> {
    const { cabinetId, userId } = facts;
    return this.database.transaction(caller, async (tx) => {
      await once(tx, async () => {
        await tx.upsert(Membership, { cabinetId, userId, role }, ['cabinetId', 'userId']);
        await tx.upsert(Practitioner, facts, ['cabinetId', 'userId']);
      });
      return tx.findOneByOrFail(Practitioner, { cabinetId, userId });
    });
  }

  list(caller: Caller, cabinetId: string): Promise<Practitioner[]> {
    return this.database.transaction(caller, (tx) =>
      tx.find(Practitioner, { where: { cabinetId }, order: { lastName: 'ASC', firstName: 'ASC', id: 'ASC' }, take: MOST }),
    );
  }

  async calendar(tx: Transaction, { cabinetId }: Member, id: string): Promise<Calendar | undefined> {
    const [calendar] = await tx.query<Calendar>(CALENDAR, [id, cabinetId]);
    return calendar;
  }
}
