import { Injectable } from '@nestjs/common';
import type { Caller } from '@veza/contracts';
import { Database, type Transaction } from '@veza/database';
import { isPlatformAdmin } from './access.js';

/**
 * The only door to this service's tables: a transaction that tells Postgres who asks, so that row-level security shows it
 * that person's cabinets and nothing else. Whoever forgets a WHERE clause still reads no other cabinet.
 */
@Injectable()
export class CabinetDatabase {
  constructor(private readonly database: Database) {}

  async transaction<Result>(caller: Caller, work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    const userId = caller.kind === 'user' ? String(caller.userId) : '';
    return this.database.transaction(async (tx) => {
      await tx.query(`SELECT set_config('booking.user_id', $1, true), set_config('booking.platform_admin', $2, true)`, [
        userId,
        String(isPlatformAdmin(caller)),
      ]);
      return work(tx);
    });
  }
}
