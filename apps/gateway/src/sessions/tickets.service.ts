import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DeclaredError, type SessionView, type UserCaller } from '@veza/contracts';
import { Database } from '@veza/database';
import { SessionsService } from './sessions.service.js';

const LIFE_SECONDS = 30;

/** One-use tickets that open a WebSocket, so that tokens stay out of the addresses that proxies log. Only digests are stored. */
@Injectable()
export class TicketsService {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionsService,
  ) {}

  async create(caller: UserCaller): Promise<{ ticket: string; expires_in: number }> {
    const ticket = randomBytes(32).toString('base64url');
    await this.database.query(
      `WITH old AS (DELETE FROM tickets WHERE expires_at < now())
       INSERT INTO tickets (digest, session_id, expires_at) VALUES ($1, $2, now() + make_interval(secs => $3))`,
      [digestOf(ticket), caller.sessionId, LIFE_SECONDS],
    );
    return { ticket, expires_in: LIFE_SECONDS };
  }

  async redeem(ticket: string): Promise<SessionView> {
    const [row] = await this.database.query<{ sessionId: string; userId: number; live: boolean }>(
      `DELETE FROM tickets t USING sessions s WHERE t.digest = $1 AND s.id = t.session_id
       RETURNING s.id AS "sessionId", s.user_id AS "userId", t.expires_at > now() AS live`,
      [digestOf(ticket)],
    );
    if (!row?.live) throw new DeclaredError('UNAUTHENTICATED');
    return this.sessions.view(row.sessionId, row.userId);
  }
}

const digestOf = (ticket: string) => createHash('sha256').update(ticket).digest();
