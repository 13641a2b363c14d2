import { Inject, Injectable } from '@nestjs/common';
import { DeclaredError, identity, type SessionView, SYSTEM } from '@veza/contracts';
import { CONFIG } from '@veza/platform';
import { RpcClient } from '@veza/transport';
import type { ChatConfig } from '../config.js';
import type { Identity } from '../socket/connection.js';
import { TokenVerifier } from './token-verifier.js';

/** What a client shows at the door. */
export type Credential = { token: string } | { ticket: string };

/** Whom a token or ticket speaks for: its signature is checked here, its session by identity, which alone knows. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly verifier: TokenVerifier,
    private readonly rpc: RpcClient,
    @Inject(CONFIG) private readonly config: ChatConfig,
  ) {}

  async identify(credential: Credential): Promise<Identity> {
    const view = 'token' in credential ? await this.check(credential.token) : await this.redeem(credential.ticket);
    const { caller, username, expiresAt } = view;
    const { userId, sessionId, role } = caller;
    return { caller, userId, username, role, sessionId, tokenEndsAt: Date.parse(expiresAt) };
  }

  /** When a connection of this identity must end, in epoch milliseconds. */
  endOf(who: Identity, openedAt: number): number {
    const ceiling = openedAt + this.config.WS_SESSION_MAX;
    return this.config.WS_TOKEN_STRICT ? Math.min(ceiling, who.tokenEndsAt) : ceiling;
  }

  private async check(accessToken: string): Promise<SessionView> {
    if (accessToken.length > 4_000) throw new DeclaredError('UNAUTHENTICATED');
    await this.verifier.verify(accessToken);
    return this.rpc.call(identity.sessions.check, { accessToken }, { caller: SYSTEM });
  }

  private async redeem(ticket: string): Promise<SessionView> {
    if (ticket.length > 200) throw new DeclaredError('UNAUTHENTICATED');
    return this.rpc.call(identity.tickets.redeem, { ticket }, { caller: SYSTEM });
  }
}
