import { Injectable } from '@nestjs/common';
import { Database } from '@veza/database';

export interface RedeemedTicket {
  sessionId: string;
  userId: number;
  /** False for a ticket that was presented too late. */
  live: boolean;
}

/**
 * SQL, because each call is one statement: a new ticket sweeps expired ones, and a ticket is found and used up at once.
 */
@Injectable()
export class TicketsRepository {
  constructor(private readonly database: Database) {}

  async insert(digest: Buffer, sessionId: string, lifeSeconds: number): Promise<void> {
    await this.database.query(
      `WITH swept AS (DELETE FROM tickets WHERE expires_at < now())
       INSERT INTO tickets (digest, session_id, expires_at) VALUES ($1, $2, now() + make_interval(secs => $3))`,
      [digest, sessionId, lifeSeconds],
    );
  }

  async redeem(digest: Buffer): Promise<RedeemedTicket | undefined> {
    const [redeemed] = await this.database.query<RedeemedTicket>(
      `DELETE FROM tickets t USING (SELECT id, user_id FROM sessions UNION ALL SELECT id, user_id FROM api_tokens) s
       WHERE t.digest = $1 AND s.id = t.session_id
       RETURNING s.id AS "sessionId", s.user_id AS "userId", t.expires_at > now() AS live`,
      [digest],
    );
    return redeemed;
  }
}
