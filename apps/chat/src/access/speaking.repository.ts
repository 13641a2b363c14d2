import { Injectable } from '@nestjs/common';
import { Database } from '@veza/database';
import { block, type SanctionOnUser, sanctionOn } from './speaking.js';

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
