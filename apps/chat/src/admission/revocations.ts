import { Injectable, type OnApplicationBootstrap, type BeforeApplicationShutdown } from '@nestjs/common';
import { type DeclaredError, identity, parseJson, Revocation, REVOCATIONS_CHANNEL, type RpcReply, SYSTEM } from '@veza/contracts';
import { AppLogger, BoundedCache } from '@veza/platform';
import { RecurringJob, RpcClient } from '@veza/transport';
import { RoomBus } from '../bus/room-bus.js';
import { Connections } from '../connections/connections.js';
import { SessionsService } from '../auth/sessions.service.js';

const EVERY_MS = 1_000;
/** So long a revocation may stay unknown; then no session can be trusted any more. */
const BLIND_MS = 60_000;
/** A session revoked between its check and its registration must still be caught. */
const MAX_REMEMBERED = 10_000;
/** Sockets are let in before the list was asked for the first time, so the newest that it held by then are read too. */
const AT_FIRST = 1_000;
/** So long a socket whose session has ended may wait for the reason that it is told. */
const REASON_MS = 500;

/**
 * Cuts the sockets of revoked sessions: at once when identity's announcement is heard, and the append-only list of identity
 * is asked every second, so a lost one delays it by that. When it cannot be asked for a minute, every socket is cut, because any of them may be revoked.
 */
@Injectable()
export class Revocations implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly revoked = new BoundedCache<string, true>(MAX_REMEMBERED);
  private after?: number;
  private polledAt = Date.now();
  private readonly job = new RecurringJob(() => this.poll(), {
    everyMs: EVERY_MS,
    onFailure: (cause) => this.cutAllWhenBlind(cause),
  });

  constructor(
    private readonly rpc: RpcClient,
    private readonly bus: RoomBus,
    private readonly connections: Connections,
    private readonly sessions: SessionsService,
    private readonly logger: AppLogger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.job.start();
    await this.bus.subscribe(REVOCATIONS_CHANNEL, (text) => {
      const heard = Revocation.safeParse(parseJson(text));
      if (heard.success) this.revoke(heard.data);
    });
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.job.stop();
  }

  has(sessionId: string): boolean {
    return this.revoked.has(sessionId);
  }

  private async poll(): Promise<void> {
    this.after ??= Math.max(0, (await this.since()).last - AT_FIRST);
    const { revocations, last } = await this.since(this.after);
    this.after = last;
    this.polledAt = Date.now();
    for (const revocation of revocations) this.revoke(revocation);
  }

  private cutAllWhenBlind(cause: unknown): void {
    if (Date.now() - this.polledAt < BLIND_MS || this.connections.all.size === 0) return;
    this.logger.warn('Identity has not answered for a minute: all sockets are cut', { cause });
    for (const connection of [...this.connections.all]) refuseConnection(connection, 'Your session cannot be checked');
  }

  private since(after?: number): Promise<RpcReply<typeof identity.revocations.since>> {
    return this.rpc.call(identity.revocations.since, { after }, { caller: SYSTEM, deadlineMs: 2_000 });
  }

  private revoke({ sessionId, userId }: Revocation): void {
    if (this.revoked.has(sessionId)) return; // announced, and then read in the list
    this.revoked.set(sessionId, true);
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
