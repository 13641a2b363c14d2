import { Injectable } from '@nestjs/common';
import type { Caller, CreateCabinet } from '@veza/contracts';
import { once, type Transaction } from '@veza/database';
import { CabinetDatabase } from '../tenancy/cabinet-database.js';
import { Cabinet } from './cabinet.entity.js';
import { CabinetMembership } from './membership.entity.js';

const MOST = 500;

/** Row-level security limits every statement to the cabinets of the caller, so none has a condition for them. */
@Injectable()
export class CabinetsRepository {
  constructor(private readonly database: CabinetDatabase) {}

  /** The id of the new cabinet. */
  insert(caller: Caller, fields: CreateCabinet): Promise<string> {
    return this.database.transaction(caller, (tx) =>
      once(tx, async () => {
        const cabinet = tx.create(Cabinet, fields);
        await tx.insert(Cabinet, cabinet); // fills in the id
        return cabinet.id;
      }),
    );
  }

  find(caller: Caller, id: string): Promise<Cabinet | null> {
    return this.database.transaction(caller, (tx) => tx.findOneBy(Cabinet, { id }));
  }

  /** Null for a row that the caller may not change. */
  lock(tx: Transaction, id: string): Promise<Cabinet | null> {
    return tx.findOne(Cabinet, { where: { id }, lock: { mode: 'for_no_key_update' } });
  }

  async update(tx: Transaction, id: string, changes: Partial<Cabinet>): Promise<Cabinet | null> {
    if (Object.keys(changes).length > 0) await tx.update(Cabinet, { id }, changes);
    return tx.findOneBy(Cabinet, { id });
  }

  list(caller: Caller): Promise<Cabinet[]> {
    return this.database.transaction(caller, (tx) => tx.find(Cabinet, { order: { name: 'ASC', id: 'ASC' }, take: MOST }));
  }

  memberships(caller: Caller, userId: number): Promise<CabinetMembership[]> {
    return this.database.transaction(caller, (tx) =>
      tx.find(CabinetMembership, { where: { userId }, order: { createdAt: 'ASC', cabinetId: 'ASC' }, take: MOST }),
    );
  }
}
