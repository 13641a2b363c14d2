import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '@veza/database';
import { In } from 'typeorm';
import { CabinetKey } from './cabinet-key.entity.js';
import type { WrappedKey } from './key-ring.js';

@Injectable()
export class CabinetKeysRepository {
  constructor(private readonly database: Database) {}

  /** The key that seals. The lock keeps a rotation from deleting it before the transaction ends. */
  newest(tx: Transaction, cabinetId: string): Promise<WrappedKey | null> {
    return tx.findOne(CabinetKey, { where: { cabinetId }, order: { id: 'DESC' }, lock: { mode: 'for_key_share' } });
  }

  /** Does nothing if a concurrent transaction has added it. */
  async add(tx: Transaction, key: WrappedKey): Promise<void> {
    await tx.createQueryBuilder().insert().into(CabinetKey).values(key).orIgnore().execute();
  }

  find(tx: Transaction, cabinetId: string, ids: readonly number[]): Promise<WrappedKey[]> {
    return tx.findBy(CabinetKey, { cabinetId, id: In([...ids]) });
  }

  /** One key that each master key has wrapped. Raw SQL: only a function of the schema's owner sees all cabinets. */
  oneOfEachMaster(): Promise<WrappedKey[]> {
    return this.database.query<WrappedKey>(
      'SELECT cabinet AS "cabinetId", key AS id, master, wrapped FROM one_cabinet_key_of_each_master()',
    );
  }
}
