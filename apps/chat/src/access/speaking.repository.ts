import { Injectable } from '@nestjs/common';
import { Database } from '@veza/database';
import { sanctionInForce } from './sanction-in-force.js';
import type { SanctionOnUser } from './speaking.js';

/*
 * The conditions for speaking: a user in a room without a ban or mute, to users that have not blocked this user. Raw SQL,
 * because other statements contain them: the commit, changes, and the look-up of rooms. The parameters are SQL expressions.
 */

/** The sanction of a user in a room: `kind`, `until` and `rank`, at most one row, a ban before a mute. */
export const sanctionOn = (user: string, room: string): string =>
  `SELECT s.kind, s.until, s.rank FROM sanctions s WHERE s.user_id = ${user} AND s.room_id = ${room} AND s.kind <> 'kick'
     AND ${sanctionInForce('s')} ORDER BY s.kind, s.until DESC NULLS FIRST LIMIT 1`;

/** NULL unless a sanction silences the user in the room. */
export const silence = (user: string, room: string): string =>
  `(SELECT 1 FROM sanctions s WHERE s.user_id = ${user} AND s.room_id = ${room} AND s.kind <> 'kick' AND ${sanctionInForce('s')} LIMIT 1)`;

/** NULL unless one of the recipients has blocked the sender. */
export const block = (recipients: readonly string[], sender: string): string =>
  `(SELECT 1 FROM blocks b WHERE b.user_id IN (${recipients.join(', ')}) AND b.blocked_id = ${sender} AND b.user_id <> b.blocked_id LIMIT 1)`;

/** The conditions for speaking, for actions that store no message. Raw SQL: the conditions are shared with the commit. */
@Injectable()
export class SpeakingRepository {
  constructor(private readonly database: Database) {}

  async sanctionOf(room: string, userId: number): Promise<SanctionOnUser | undefined> {
    const [sanction] = await this.database.query<SanctionOnUser>(sanctionOn('$1', '$2'), [userId, room]);
    return sanction;
  }

  /** Whether one user has blocked the other: the recipient the sender, or with `eitherWay` any of the two. */
  async isBlocked(recipient: number, sender: number, eitherWay = false): Promise<boolean> {
    const [row] = await this.database.query<{ blocked: boolean }>(
      `SELECT ${block(['$1::int'], '$2::int')} IS NOT NULL OR ($3 AND ${block(['$2::int'], '$1::int')} IS NOT NULL) AS blocked`,
      [recipient, sender, eitherWay],
    );
    return row?.blocked ?? false;
  }

  /** Those of `others` that have blocked the user, or that the user has blocked. */
  async blockedAmong(userId: number, others: readonly number[]): Promise<number[]> {
    const rows = await this.database.query<{ id: number }>(
      `SELECT user_id AS id FROM blocks WHERE blocked_id = $1 AND user_id = ANY ($2::int[])
       UNION SELECT blocked_id FROM blocks WHERE user_id = $1 AND blocked_id = ANY ($2::int[])`,
      [userId, [...others]],
    );
    return rows.map(({ id }) => id);
  }
}
