import { Injectable } from '@nestjs/common';
import { type Caller, DeclaredError } from '@veza/contracts';
import { Database, type SqlExecutor, type Transaction } from '@veza/database';
import { isPlatformAdmin, type Member, requireSignedIn } from './access.js';

/** The cabinet that was named, or the first one joined. Its id is compared as text: what a client names may be no id at all. */
const ENTER = `
  SELECT "cabinetId", role, set_config('booking.cabinet_id', "cabinetId"::text, true) FROM (
    SELECT cabinet_id AS "cabinetId", role FROM memberships
    WHERE user_id = $1 AND ($2::text IS NULL OR cabinet_id::text = $2) ORDER BY created_at, cabinet_id LIMIT 1
  ) AS membership`;

/**
 * The only door to this service's tables: a transaction that tells Postgres who asks, so that row-level security shows it
 * that person's cabinets and nothing else. Whoever forgets a WHERE clause still reads no other cabinet.
 */
@Injectable()
export class CabinetDatabase {
  constructor(private readonly database: Database) {}

  async transaction<Result>(caller: Caller, work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    return this.database.transaction(async (tx) => {
      await speakFor(tx, caller);
      return work(tx);
    });
  }

  /**
   * The same inside one cabinet: that of X-Tenant-ID, else the caller's first one. Whoever is no member of it is FORBIDDEN, a platform
   * administrator too. What is kept per cabinet is seen in no other kind of transaction.
   */
  async inCabinet<Result>(caller: Caller, work: (tx: Transaction, member: Member) => Promise<Result>): Promise<Result> {
    const { userId, tenantId } = requireSignedIn(caller);
    return this.transaction(caller, async (tx) => {
      const [membership] = await tx.query<Omit<Member, 'userId'>>(ENTER, [userId, tenantId ?? null]);
      if (!membership) throw new DeclaredError('FORBIDDEN', { message: 'You are no member of this cabinet' });
      return work(tx, { ...membership, userId });
    });
  }
}

/** Says who asks, until this transaction ends. For one that is not ours: an event's. */
export async function speakFor(tx: SqlExecutor, caller: Caller): Promise<void> {
  await tx.query(`SELECT set_config('booking.user_id', $1, true), set_config('booking.platform_admin', $2, true)`, [
    caller.kind === 'user' ? String(caller.userId) : '',
    String(isPlatformAdmin(caller)),
  ]);
}
