import { Injectable, type OnApplicationBootstrap, type BeforeApplicationShutdown } from '@nestjs/common';
import { type DeclaredError, identity, parseJson, Revocation, REVOCATIONS_CHANNEL, type RpcReply, SYSTEM } from '@veza/contracts';
import { AppLogger, BoundedCache, PubSub } from '@veza/platform';
import { RecurringJob, RpcClient } from '@veza/transport';
import { Connections } from '../connections/connections.js';
import { SessionVerifier } from '../auth/session-verifier.js';

const POLL_EVERY_MS = 1_000;
/** Revoked sessions kept in memory: one may be revoked between its check and its registration. */
const MAX_REVOKED = 10_000;
/** Connections are admitted before the first poll, so the first poll also reads this many older entries. */
const FIRST_POLL_BACK = 1_000;
/** Deadline for the reason that is sent before a close. */
const REASON_DEADLINE_MS = 500;

/**
 * Closes the connections of revoked sessions: at once on the announcement of the identity service, which may be lost, and
 * at the latest with the next poll of its append-only list, every second.
 *
 * While the list cannot be read, connections stay open, however long that takes: no session is known to have ended, and a
 * client that is closed for authentication gives its sign-in up. When it can be read again, every revocation since the
 * last poll takes effect (decision 134).
 */
@Injectable()
export class Revocations implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly revoked = new BoundedCache<string, true>(MAX_REVOKED);
  private after?: number;
  private readonly job = new RecurringJob(() => this.poll(), {
    everyMs: POLL_EVERY_MS,
    onFailure: (cause) => this.logger.debug('Revocations could not be read', { cause }),
  });

  constructor(
    private readonly rpc: RpcClient,
    private readonly bus: PubSub,
    private readonly connections: Connections,
    private readonly sessions: SessionVerifier,
    private readonly logger: AppLogger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.job.start();
    this.bus.onReconnect(() => this.job.runIn(0));
    await this.bus.subscribe(REVOCATIONS_CHANNEL, (text) => {
      const received = Revocation.safeParse(parseJson(text));
      if (received.success) this.revoke(received.data);
    });
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.job.stop();
  }

  has(sessionId: string): boolean {
    return this.revoked.has(sessionId);
  }

  /** Without a connection nothing is read: the first one gets what was revoked meanwhile with the next poll. */
  private async poll(): Promise<void> {
    if (this.connections.all.size === 0) return;
    this.after ??= Math.max(0, (await this.since()).last - FIRST_POLL_BACK);
    for (let more = true; more;) {
      const { revocations, last } = await this.since(this.after);
      for (const revocation of revocations) this.revoke(revocation);
      this.after = last;
      more = revocations.length > 0; // a page has a limit, and an outage may have left many
    }
  }

  private since(after?: number): Promise<RpcReply<typeof identity.revocations.since>> {
    return this.rpc.call(identity.revocations.since, { after }, { caller: SYSTEM, deadlineMs: 2_000 });
  }

  private revoke({ sessionId, userId }: Revocation): void {
    if (this.revoked.has(sessionId)) return; // announced before, now in the list
    this.revoked.set(sessionId, true);
    const connections = this.connections.ofSession(sessionId);
    for (const connection of connections) connection.stopReadingCommands();
    if (connections.size > 0) void this.closeSession(sessionId, userId);
  }

  private async closeSession(sessionId: string, userId: number): Promise<void> {
    const reason = await this.sessions.refusalOf(userId, REASON_DEADLINE_MS).catch(() => undefined); // the identity service is away
    for (const connection of [...this.connections.ofSession(sessionId)])
      refuseConnection(connection, 'Your session has ended', reason);
  }
}

interface RefusableConnection {
  reply(event: { ref?: string } & ({ kind: 'refused'; message: string } | { kind: 'fault'; error: DeclaredError })): void;
  close(code: 4401 | 4403, reason: string): void;
}

/** Sends the error frame of the dialect and closes with 4401; with 4403 if the account is banned, since no other token helps. */
export function refuseConnection(connection: RefusableConnection, message: string, reason?: DeclaredError, ref?: string): void {
  // docs/protocol, Authenticate: after a ban "the server sends an error with `banned_until` and closes with 4403".
  if (reason?.code === 'BANNED') {
    connection.reply({ kind: 'fault', error: reason, ref });
    connection.close(4403, 'account banned');
  } else {
    connection.reply({ kind: 'refused', message, ref });
    connection.close(4401, 'authentication');
  }
}
