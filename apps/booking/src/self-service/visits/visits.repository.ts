import { Injectable } from '@nestjs/common';
import { columnsOf, Database, oneRow, type Transaction } from '@veza/database';
import { digestOf, Hourly } from '@veza/platform';
import { Visit } from './visit.entity.js';
import { VisitCode } from './visit-code.entity.js';

const CODE_LIFE = '10 minutes';
const MOST_TRIES = 5;
const VISIT_LIFE = '1 hour';

type NewVisit = Pick<Visit, 'cabinetId' | 'email' | 'emailKey' | 'userId' | 'network' | 'language'>;
type Visitor = Pick<Visit, 'cabinetId' | 'emailKey' | 'userId' | 'network'>;

/** Codes and visits of one cabinet, in transactions of the platform there. Raw SQL: lives are measured on the clock of Postgres. */
@Injectable()
export class VisitsRepository {
  constructor(private readonly database: Database) {}

  async insertCode(tx: Transaction, code: Omit<VisitCode, 'tries' | 'createdAt'>): Promise<void> {
    await tx.insert(VisitCode, code);
  }

  /** Codes for an address within the last hour, in this cabinet. */
  async recentCodes(tx: Transaction, cabinetId: string, email: string): Promise<number> {
    const [row] = await tx.query<{ count: number }>(
      `SELECT count(*)::integer AS count FROM visit_codes
       WHERE cabinet_id = $1 AND email = $2 AND created_at > now() - interval '1 hour'`,
      [cabinetId, email],
    );
    return row?.count ?? 0;
  }

  /** Counts a try. Raw SQL: concurrent guesses are counted one after the other, by the clock of Postgres. */
  async tryCode(
    tx: Transaction,
    cabinetId: string,
    id: string,
  ): Promise<Pick<VisitCode, 'email' | 'codeHash' | 'language'> | undefined> {
    const [row] = await tx.query<Pick<VisitCode, 'email' | 'codeHash' | 'language'>>(
      `WITH tried AS (
         UPDATE visit_codes SET tries = tries + 1
         WHERE id = $1 AND cabinet_id = $2 AND tries < ${MOST_TRIES} AND created_at > now() - interval '${CODE_LIFE}'
         RETURNING email, code_hash, language)
       SELECT email, code_hash AS "codeHash", language FROM tried`,
      [id, cabinetId],
    );
    return row;
  }

  /** False when another request has used the code up. */
  async takeCode(tx: Transaction, cabinetId: string, id: string): Promise<boolean> {
    return (await tx.delete(VisitCode, { id, cabinetId })).affected === 1;
  }

  /** The end of the new visit. */
  async insert(tx: Transaction, visit: NewVisit, secret: string): Promise<Date> {
    const { cabinetId, email, emailKey, userId, network, language } = visit;
    const { expiresAt } = oneRow(
      await tx.query<Pick<Visit, 'expiresAt'>>(
        `INSERT INTO visits (cabinet_id, email, email_key, user_id, network, language, token_hash, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, now() + interval '${VISIT_LIFE}') RETURNING expires_at AS "expiresAt"`,
        [cabinetId, email, emailKey, userId, network, language, digestOf(secret)],
      ),
    );
    return expiresAt;
  }

  async find(tx: Transaction, cabinetId: string, secret: string): Promise<Visit | undefined> {
    const [visit] = await tx.query<Visit>(
      `SELECT ${columnsOf(Visit)} FROM visits WHERE cabinet_id = $1 AND token_hash = $2 AND expires_at > now()`,
      [cabinetId, digestOf(secret)],
    );
    return visit;
  }

  /** Requests that count for the same limits run one after the other until the transaction ends. */
  async lockLimits(tx: Transaction, { cabinetId, emailKey, userId, network }: Visitor): Promise<void> {
    const subjects = [`mail ${emailKey}`, `network ${network}`, ...(userId === null ? [] : [`account ${userId}`])];
    for (const subject of subjects.sort())
      await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('booking.visits:' || $1, 0))`, [`${cabinetId} ${subject}`]);
  }

  /** Deletes the holds of all visits with the same mailbox. */
  async releaseHolds(tx: Transaction, { cabinetId, emailKey }: Visitor): Promise<void> {
    await tx.query(
      `DELETE FROM busy WHERE kind = 'hold' AND cabinet_id = $1
         AND created_by IN (SELECT -id FROM visits WHERE cabinet_id = $1 AND email_key = $2)`,
      [cabinetId, emailKey],
    );
  }

  async openHolds(tx: Transaction, { cabinetId, network }: Visitor): Promise<number> {
    const [row] = await tx.query<{ count: number }>(
      `SELECT count(*)::integer AS count FROM busy WHERE kind = 'hold' AND cabinet_id = $1 AND expires_at > now()
         AND created_by IN (SELECT -id FROM visits WHERE cabinet_id = $1 AND network = $2)`,
      [cabinetId, network],
    );
    return row?.count ?? 0;
  }

  /** Appointments to come that visits have booked, by the subject of each limit. */
  async toCome(tx: Transaction, visitor: Visitor): Promise<Record<'mailbox' | 'account' | 'network', number>> {
    const [row] = await tx.query<Record<'mailbox' | 'account' | 'network', number>>(
      `SELECT count(*) FILTER (WHERE v.email_key = $2)::integer AS mailbox,
         count(*) FILTER (WHERE v.user_id = $3)::integer AS account,
         count(*) FILTER (WHERE v.network = $4)::integer AS network
       FROM visits v JOIN appointments a ON a.created_by = -v.id AND a.cabinet_id = v.cabinet_id
       WHERE v.cabinet_id = $1 AND (v.email_key = $2 OR v.user_id = $3 OR v.network = $4)
         AND a.created_by < 0 AND a.status IN ('pending', 'confirmed') AND a.start_time > now()`,
      [visitor.cabinetId, visitor.emailKey, visitor.userId, visitor.network],
    );
    return row ?? { mailbox: 0, account: 0, network: 0 };
  }

  /** Expired codes, visits and mails of all cabinets: only a function of the schema's owner may see them. */
  @Hourly('sweep of visits')
  async sweep(): Promise<void> {
    await this.database.query('SELECT sweep_visits()');
  }
}
