import { Injectable } from '@nestjs/common';
import { type Caller, DeclaredError, SYSTEM } from '@veza/contracts';
import { Database, type SqlExecutor, type Transaction } from '@veza/database';
import { requireUser } from '@veza/platform';
import { isPlatformAdmin, type Member, requireManager } from './access.js';

/**
 * Enters the named cabinet, else the first one joined as staff, else the first one. The id is compared as text, because a client may send no valid id.
 * Raw SQL: it reads the membership and sets the cabinet of the transaction in one statement.
 */
const ENTER = `
  SELECT "cabinetId", role, set_config('booking.cabinet_id', "cabinetId"::text, true) FROM (
    SELECT cabinet_id AS "cabinetId", role FROM memberships
    WHERE user_id = $1 AND ($2::text IS NULL OR cabinet_id::text = $2) ORDER BY role = 'patient', created_at, cabinet_id LIMIT 1
  ) AS membership`;

/** The same for an account that stands for a patient. */
const ENTER_AS_PATIENT = `
  SELECT "cabinetId", set_config('booking.cabinet_id', "cabinetId"::text, true) FROM (
    SELECT cabinet_id AS "cabinetId" FROM own_patients() WHERE $1::text IS NULL OR cabinet_id::text = $1 ORDER BY 1 LIMIT 1
  ) AS own`;

/**
 * The only way to the tables of this service: each transaction sets its caller in Postgres, and row-level security shows
 * it the cabinets of that caller only. A statement without a WHERE clause still reads no other cabinet (decision 52).
 */
@Injectable()
export class CabinetDatabase {
  constructor(private readonly database: Database) {}

  async transaction<Result>(caller: Caller, work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    return this.database.transaction(async (tx) => {
      await setCaller(tx, caller);
      return work(tx);
    });
  }

  /**
   * A transaction in one cabinet: that of X-Tenant-ID, else the first one that the caller joined. FORBIDDEN for a caller
   * who is no member, platform administrators included. Rows of a cabinet are visible in no other kind of transaction.
   */
  async inCabinet<Result>(caller: Caller, work: (tx: Transaction, member: Member) => Promise<Result>): Promise<Result> {
    const { userId, tenantId } = requireUser(caller);
    if (userId < 0) return this.atDesk({ cabinetId: tenantId ?? '', userId, role: 'patient' }, work);
    return this.transaction(caller, async (tx) => {
      const [membership] = await tx.query<Omit<Member, 'userId'>>(ENTER, [userId, tenantId ?? null]);
      if (!membership) throw new NoMemberError();
      return work(tx, { ...membership, userId });
    });
  }

  /**
   * `inCabinet`, also for an account that stands for a patient there. Row-level security shows such an account its own
   * notifications, and no other row of the cabinet.
   */
  async asReader<Result>(caller: Caller, work: (tx: Transaction, reader: Member) => Promise<Result>): Promise<Result> {
    try {
      return await this.inCabinet(caller, work);
    } catch (error) {
      if (!(error instanceof NoMemberError)) throw error;
      const { userId, tenantId } = requireUser(caller);
      return this.transaction(caller, async (tx) => {
        const [own] = await tx.query<{ cabinetId: string }>(ENTER_AS_PATIENT, [tenantId ?? null]);
        if (!own) throw error;
        return work(tx, { cabinetId: own.cabinetId, userId, role: 'patient' });
      });
    }
  }

  /** A transaction of the platform in one cabinet: jobs, mails, and pages that need no account. */
  asPlatform<Result>(cabinetId: string, work: (tx: Transaction, member: Member) => Promise<Result>): Promise<Result> {
    return this.atDesk({ cabinetId, userId: 0, role: 'admin' }, work);
  }

  private atDesk<Result>(member: Member, work: (tx: Transaction, member: Member) => Promise<Result>): Promise<Result> {
    return this.transaction(SYSTEM, async (tx) => {
      await tx.query(`SELECT set_config('booking.cabinet_id', $1, true)`, [member.cabinetId]);
      return work(tx, member);
    });
  }

  /**
   * A transaction about one cabinet: of a platform administrator, without a membership, or of a member.
   * NOT_FOUND for other callers, for whom the cabinet does not exist.
   */
  async administering<Result>(
    caller: Caller,
    cabinetId: string,
    work: (tx: Transaction, member: Member | undefined) => Promise<Result>,
  ): Promise<Result> {
    if (isPlatformAdmin(caller)) return this.transaction(caller, (tx) => work(tx, undefined));
    return this.inCabinet({ ...requireUser(caller), tenantId: cabinetId }, work).catch((error: unknown) => {
      throw error instanceof NoMemberError ? new DeclaredError('NOT_FOUND') : error;
    });
  }

  /** The same for those who manage the cabinet; FORBIDDEN for its other members. */
  managing<Result>(caller: Caller, cabinetId: string, work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    return this.administering(caller, cabinetId, (tx, member) => {
      if (member) requireManager(member);
      return work(tx);
    });
  }
}

/** The FORBIDDEN of a caller who is no member of the cabinet. */
class NoMemberError extends DeclaredError {
  constructor() {
    super('FORBIDDEN', { message: 'You are not a member of this cabinet' });
  }
}

/** Sets the caller until the transaction ends; for the transaction of an event, which `CabinetDatabase` does not begin. */
export async function setCaller(tx: SqlExecutor, caller: Caller): Promise<void> {
  await tx.query(`SELECT set_config('booking.user_id', $1, true), set_config('booking.platform_admin', $2, true)`, [
    caller.kind === 'user' ? String(caller.userId) : '',
    String(isPlatformAdmin(caller)),
  ]);
}

/**
 * Deletes the holds, imported calendars, feeds, notifications and preferences of a member whose membership ends. Rows of a cabinet are visible to its members only, so the caller of
 * the transaction is that member afterwards.
 */
export async function clearMember(tx: SqlExecutor, cabinetId: string, userId: number): Promise<void> {
  await tx.query(`SELECT set_config('booking.user_id', $1, true), set_config('booking.cabinet_id', $2, true)`, [
    String(userId),
    cabinetId,
  ]);
  await tx.query(`DELETE FROM busy WHERE kind = 'hold' AND created_by = $1`, [userId]);
  await tx.query(
    'DELETE FROM calendar_imports WHERE practitioner_id IN (SELECT id FROM practitioners WHERE user_id = $1 AND cabinet_id = $2)',
    [userId, cabinetId],
  );
  await tx.query('DELETE FROM calendar_feeds WHERE user_id = $1 AND cabinet_id = $2', [userId, cabinetId]);
  await tx.query('DELETE FROM notifications WHERE user_id = $1', [userId]);
  await tx.query('DELETE FROM notification_preferences WHERE user_id = $1', [userId]);
}
