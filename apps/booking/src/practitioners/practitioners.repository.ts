import { Injectable } from '@nestjs/common';
import type { Caller, HirePractitioner } from '@veza/contracts';
import type { Transaction } from '@veza/database';
import { Membership } from '../cabinets/membership.entity.js';
import type { Member } from '../tenancy/access.js';
import { CabinetDatabase } from '../tenancy/cabinet-database.js';
import { Practitioner } from './practitioner.entity.js';

const MOST = 500;

/** What decides about somebody's appointments: whose they are, when, and on which clock. */
export type Calendar = Omit<Practitioner, 'firstName' | 'lastName'> & { timezone: string };

const CALENDAR = `
  SELECT p.id, p.cabinet_id AS "cabinetId", p.user_id AS "userId", p.working_hours AS "workingHours", p.exceptions, p.buffer, p.notice,
         p.horizon, c.timezone
  FROM practitioners p JOIN cabinets c ON c.id = p.cabinet_id WHERE p.id = $1 AND p.cabinet_id = $2`;

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

  async calendar(tx: Transaction, { cabinetId }: Member, id: string): Promise<Calendar | undefined> {
    const [calendar] = await tx.query<Calendar>(CALENDAR, [id, cabinetId]);
    return calendar;
  }
}
