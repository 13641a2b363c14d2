import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { parseJson, Revocation, REVOCATIONS_CHANNEL } from '@veza/contracts';
import { AppLogger, CONFIG, recurring, Shutdown } from '@veza/platform';
import { openRedis, type RedisConnection } from '@veza/transport';
import type { GatewayConfig } from '../../config.js';
import { SessionsRepository } from './sessions.repository.js';

const POLL_MS = 1_000;
/** How long tokens are accepted while Postgres is unavailable. */
const BLIND_MS = 60_000;
const BATCH = 1_000;
/** Longer than a token can outlive its life on a gateway whose clock is behind. */
const CLOCK_MARGIN_MS = 3_600_000;

/**
 * Sessions that are revoked while their access tokens are still valid. Postgres is the truth and is read every second.
 * A revocation counts at once on this gateway, on others by pub/sub, and without Redis within two seconds. While
 * Postgres is unavailable tokens are accepted for a minute, then none is. Ages are monotonic: a clock that jumps revives
 * no session.
 */
@Injectable()
export class RevocationsService implements OnModuleInit, OnApplicationBootstrap {
  /** Instants of `performance.now()`, as is `readAt`. */
  private readonly revokedUntil = new Map<string, number>();
  private last = 0;
  private readAt = 0;
  private readonly announcer: RedisConnection;

  constructor(
    @Inject(CONFIG) private readonly config: GatewayConfig,
    private readonly sessions: SessionsRepository,
    readonly logger: AppLogger,
    readonly shutdown: Shutdown,
  ) {
    this.announcer = this.connect('revocations');
  }

  async onModuleInit(): Promise<void> {
    const { last, revocations } = await this.sessions.recentRevocations(this.keptMs);
    for (const revocation of revocations) this.markRevoked(revocation.sessionId);
    this.last = last;
    this.readAt = performance.now();
  }

  onApplicationBootstrap(): void {
    recurring('revocations', POLL_MS, () => this.catchUp(), this);
    this.listen();
    this.shutdown.register('close-connections', 'revocations', () => this.announcer.disconnect());
  }

  /** undefined: unknown, because Postgres has been unavailable for too long. */
  isRevoked(sessionId: string): boolean | undefined {
    if (this.revokedUntil.has(sessionId)) return true;
    return performance.now() - this.readAt > BLIND_MS ? undefined : false;
  }

  /** After the commit that made them true. */
  announce(revocations: readonly Revocation[]): void {
    for (const revocation of revocations) {
      this.markRevoked(revocation.sessionId);
      this.announcer.publish(REVOCATIONS_CHANNEL, JSON.stringify(revocation)).catch(() => undefined); // the others poll
    }
  }

  private get keptMs(): number {
    return this.config.ACCESS_TOKEN_TTL + CLOCK_MARGIN_MS;
  }

  private markRevoked(sessionId: string): void {
    this.revokedUntil.set(sessionId, performance.now() + this.keptMs);
  }

  private async catchUp(): Promise<void> {
    for (let more = true; more;) {
      const revocations = await this.sessions.revocationsAfter(this.last, BATCH);
      for (const { id, sessionId } of revocations) {
        this.markRevoked(sessionId);
        this.last = id;
      }
      more = revocations.length === BATCH;
    }
    this.readAt = performance.now();
    for (const [sessionId, until] of this.revokedUntil) if (until < this.readAt) this.revokedUntil.delete(sessionId);
  }

  private listen(): void {
    const subscriber = this.connect('revocations-heard');
    this.shutdown.register('close-connections', 'revocations heard', () => subscriber.disconnect());
    subscriber.on('message', (_channel: string, message: string) => {
      const heard = Revocation.safeParse(parseJson(message));
      if (heard.success) this.markRevoked(heard.data.sessionId);
    });
    // Again at every connection: a subscription that failed is not repeated by itself.
    subscriber.on('ready', () => {
      subscriber
        .subscribe(REVOCATIONS_CHANNEL)
        .catch((cause: unknown) => this.logger.debug('Revocations are only polled', { cause }));
    });
  }

  /** Not watched by /readyz: without pub/sub revocations only arrive a second later. */
  private connect(name: string): RedisConnection {
    const connection = openRedis(this.config.REDIS_PUBSUB_URL, `gateway:${name}`, {
      lazyConnect: false,
      enableOfflineQueue: true,
      commandTimeout: 2_000,
    });
    connection.on('error', (cause: unknown) => this.logger.debug('Redis is away', { name, cause }));
    return connection;
  }
}
