import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DeclaredError, type SessionView, type UserCaller } from '@veza/contracts';
import { digestOf } from '@veza/platform';
import { SessionsService } from './sessions.service.js';
import { TicketsRepository } from './tickets.repository.js';

const LIFE_SECONDS = 30;

/**
 * One-use tickets that open a WebSocket, so that tokens stay out of the addresses that proxies log. Only digests are
 * stored.
 */
@Injectable()
export class TicketsService {
  constructor(
    private readonly repository: TicketsRepository,
    private readonly sessions: SessionsService,
  ) {}

  async create(caller: UserCaller): Promise<{ ticket: string; expires_in: number }> {
    const ticket = randomBytes(32).toString('base64url');
    await this.repository.insert(digestOf(ticket), caller.sessionId, LIFE_SECONDS);
    return { ticket, expires_in: LIFE_SECONDS };
  }

  async redeem(ticket: string): Promise<SessionView> {
    const redeemed = await this.repository.redeem(digestOf(ticket));
    if (!redeemed?.live) throw new DeclaredError('UNAUTHENTICATED');
    return this.sessions.view(redeemed.sessionId, redeemed.userId);
  }
}
