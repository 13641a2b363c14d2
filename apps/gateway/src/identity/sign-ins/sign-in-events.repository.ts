import { Injectable } from '@nestjs/common';
import type { SignInMethod } from '@veza/contracts';
import { columnsOf, Database, type SqlExecutor } from '@veza/database';
import { Hourly } from '@veza/platform';
import { SignInEvent } from './sign-in-event.entity.js';

/** A sign-in that ended without a session. */
export interface Attempted {
  userId: number;
  kind: 'first-step' | 'refused';
  method: SignInMethod;
  detail: string;
  device: string;
  network: string;
}

/** Refusals of an account that are stored within an hour, so that guessers fill no disk. */
const MOST_AN_HOUR = 200;
const KEPT_DAYS = 180;
/** Of an account. Refusals are counted apart: guesses push no sign-in out of the list. */
const KEPT = [
  { of: `kind = 'refused'`, most: 200 },
  { of: `kind <> 'refused'`, most: 300 },
];

/** SQL throughout, on the clock of Postgres. A sign-in is stored by the statement that opens its session. */
@Injectable()
export class SignInEventsRepository {
  constructor(private readonly database: Database) {}

  async addAttempts(attempts: readonly Attempted[]): Promise<void> {
    await this.database.prepared(
      'sign-in-attempts',
      `INSERT INTO sign_in_events (user_id, kind, method, detail, device, network)
       SELECT n."userId", n.kind, n.method, n.detail, n.device, n.network
       FROM jsonb_to_recordset($1::jsonb) AS n ("userId" integer, kind text, method text, detail text, device text, network text)
       WHERE n.kind <> 'refused' OR (
         SELECT count(*) FROM sign_in_events e
         WHERE e.user_id = n."userId" AND e.kind = 'refused' AND e.at > now() - interval '1 hour'
       ) < ${MOST_AN_HOUR}`,
      [JSON.stringify(attempts)],
    );
  }

  /** Part of the transaction of a change of the access. */
  async addChange(tx: SqlExecutor, userId: number, what: string): Promise<void> {
    await tx.query(`INSERT INTO sign_in_events (user_id, kind, detail) VALUES ($1, 'changed', $2)`, [userId, what]);
  }

  /** Newest first. */
  list(userId: number, { before, limit }: { before?: string; limit: number }): Promise<SignInEvent[]> {
    return this.database.query<SignInEvent>(
      `SELECT ${columnsOf(SignInEvent)} FROM sign_in_events
       WHERE user_id = $1 AND ($2::bigint IS NULL OR id < $2) AND at > now() - make_interval(days => ${KEPT_DAYS})
       ORDER BY id DESC LIMIT $3`,
      [userId, before ?? null, limit],
    );
  }

  /** Looks only at accounts with an event of the last day: the others have not grown. */
  @Hourly('sweep of sign-ins')
  async sweep(): Promise<void> {
    await this.database.query(`DELETE FROM sign_in_events WHERE at < now() - make_interval(days => ${KEPT_DAYS})`);
    for (const { of, most } of KEPT)
      await this.database.query(
        `DELETE FROM sign_in_events e USING (SELECT DISTINCT user_id FROM sign_in_events WHERE at > now() - interval '1 day') active
         WHERE e.user_id = active.user_id AND e.${of} AND e.id <= (
           SELECT id FROM sign_in_events WHERE user_id = active.user_id AND ${of} ORDER BY id DESC OFFSET ${most} LIMIT 1
         )`,
      );
  }
}
