import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { type DeclaredError, identity, parseJson, Revocation, REVOCATIONS_CHANNEL, type RpcReply, SYSTEM } from '@veza/contracts';
import { AppLogger } from '@veza/platform';
import { RpcClient } from '@veza/transport';
import { RoomBus } from '../bus/room-bus.js';
import { Connections } from '../connections/connections.js';
import { SessionsService } from '../auth/sessions.service.js';

const EVERY_MS = 1_000;
/** So long a revocation may stay unknown; then no session can be trusted any more. */
const BLIND_MS = 60_000;
/** A session revoked between its check and its registration must still be caught. */
const REMEMBERED = 10_000;
/** Sockets are let in before the list was asked for the first time, so the newest that it held by then are read too. */
const AT_FIRST = 1_000;
/** So long a socket whose session has ended may wait for the reason that it is told. */
const REASON_MS = 500;

/**
 * Cuts the sockets of revoked sessions: at once when identity's announcement is heard, and the append-only list of identity
 * is asked every second, so a lost one delays it by that. When it cannot be asked for a minute, every socket is cut, because any of them may be revoked.
 */
@Injectable()
export class Revocations implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly revoked = new Set<string>();
  private after?: number;
  private polledAt = Date.now();
  private timer?: NodeJS.Timeout;
  private stopped = false;

  constructor(
    private readonly rpc: RpcClient,
    private readonly bus: RoomBus,
    private readonly connections: Connections,
    private readonly sessions: SessionsService,
    private readonly logger: AppLogger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.schedule();
    await this.bus.subscribe(REVOCATIONS_CHANNEL, (text) => {
      const heard = Revocation.safeParse(parseJson(text));
      if (heard.success) this.revoke(heard.data);
    });
  }

  onApplicationShutdown(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  has(sessionId: string): boolean {
    return this.revoked.has(sessionId);
  }

  private schedule(): void {
    if (!this.stopped) this.timer = setTimeout(() => void this.poll().finally(() => this.schedule()), EVERY_MS);
  }

  private async poll(): Promise<void> {
    try {
      this.after ??= Math.max(0, (await this.since()).last - AT_FIRST);
      const { revocations, last } = await this.since(this.after);
      this.after = last;
      this.polledAt = Date.now();
      for (const revocation of revocations) this.revoke(revocation);
    } catch (cause) {
      if (Date.now() - this.polledAt < BLIND_MS || this.connections.all.size === 0) return;
      this.logger.warn('Identity has not answered for a minute: all sockets are cut', { cause });
      for (const connection of [...this.connections.all]) refuseConnection(connection, 'Your session cannot be checked');
    }
  }

  private since(after?: number): Promise<RpcReply<typeof identity.revocations.since>> {
    return this.rpc.call(identity.revocations.since, { after }, { caller: SYSTEM, deadlineMs: 2_000 });
  }

  private revoke({ sessionId, userId }: Revocation): void {
    if (this.revoked.has(sessionId)) return; // announced, and then read in the list
    this.revoked.add(sessionId);
    const [oldest] = this.revoked;
    if (this.revoked.size > REMEMBERED && oldest !== undefined) this.revoked.delete(oldest);
    const connections = this.connections.ofSession(sessionId);
    for (const connection of connections) connection.stopReadingCommands();
    if (connections.size > 0) void this.closeSession(sessionId, userId);
  }

  private async closeSession(sessionId: string, userId: number): Promise<void> {
    const reason = await this.sessions.refusalOf(userId, REASON_MS).catch(() => undefined); // identity is away
    for (const connection of [...this.connections.ofSession(sessionId)])
      refuseConnection(connection, 'Your session has ended', reason);
  }
}

interface RefusableConnection {
  reply(event: { kind: 'refused'; message: string } | { kind: 'fault'; error: DeclaredError }): void;
  close(code: 4401 | 4403, reason: string): void;
}

/** The dialect's failure frame, then 4401; or, where the reason is that the account is banned, that, and 4403: no token will let them in. */
export function refuseConnection(connection: RefusableConnection, message: string, reason?: DeclaredError): void {
  if (reason?.code === 'BANNED') {
    connection.reply({ kind: 'fault', error: reason });
    connection.close(4403, 'account banned');
  } else {
    connection.reply({ kind: 'refused', message });
    connection.close(4401, 'authentication');
  }
}
