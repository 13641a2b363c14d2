import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DeclaredError } from '@veza/contracts';
import { DatabaseClock } from '@veza/database';
import { PubSub } from '@veza/platform';
import { EpochStore } from './epoch-store.js';

/** Time in which every replica has noticed that Redis is back or has lost data, and has stored its state again. */
const SETTLE_MS = 2_500;
/** Time that a new connection waits for that, at most. */
const MAX_SETTLE_WAIT_MS = 5_000;
const SETTLE_CHECK_MS = 100;
const READ_LOSS_EVERY_MS = 5_000;
/** Longer ago, a lost state would have expired anyway. */
const REMEMBERED_MS = 5 * 60_000;

/**
 * Knows whether Redis has the resume state of all sockets.
 *
 * A loss is noticed by the epochs of this replica, which Redis then lacks, or by a failed command. From then on the state
 * is incomplete until everything was stored again, and for a while longer, because other replicas store theirs again too.
 */
@Injectable()
export class LossDetector implements OnApplicationBootstrap {
  /** False while Redis may lack something that this replica has stored or has tried to store. */
  isComplete = true;
  /** When Redis last had everything (`performance.now()`). */
  completeAt = performance.now();
  /** When Redis was found to have lost state, by the clock of Postgres. */
  private lostAt = 0;
  /** When this is read again (`performance.now()`). */
  private readLossAt = 0;
  /** When new sockets can be judged again (`performance.now()`). */
  private settledAt = 0;

  constructor(
    private readonly epochs: EpochStore,
    private readonly bus: PubSub,
    private readonly clock: DatabaseClock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    // Another replica may have failed to store something, even if this one has not.
    this.bus.onReconnect(() => {
      if (!this.epochs.hasStarted) return;
      this.settledAt = Math.max(this.settledAt, performance.now() + SETTLE_MS);
      this.epochs.announceSettling(SETTLE_MS).catch(() => this.markIncomplete());
    });
    await this.readLoss().catch(() => undefined); // Redis is away: the next epoch reads it
  }

  /** Awaits a command of Redis. A failed one leaves Redis without something that is to be there. */
  async observed<Result>(work: Promise<Result>): Promise<Result> {
    try {
      return await work;
    } catch (cause) {
      this.markIncomplete();
      throw cause;
    }
  }

  /** @param isIntact whether Redis still had the epochs before this one */
  async epochSaved(isIntact: boolean): Promise<void> {
    if (!isIntact) await this.noteLoss();
    else if (this.isComplete) this.completeAt = performance.now();
    if (performance.now() >= this.readLossAt) await this.readLoss();
  }

  /** Everything is stored again. */
  async restored(): Promise<void> {
    if (!this.isComplete || this.settledAt !== Infinity) return;
    await this.observed(this.epochs.announceSettling(SETTLE_MS));
    this.settledAt = performance.now() + SETTLE_MS;
  }

  /** Resolves when no state is missing that a new socket may need. */
  async settled(): Promise<void> {
    if (this.readLossAt === 0) await this.observed(this.readLoss()); // Redis was away at the start
    for (let waitedMs = 0; ; waitedMs += SETTLE_CHECK_MS) {
      if (performance.now() >= this.settledAt) {
        const [isIntact, isSettling] = await this.observed(Promise.all([this.epochs.isIntact(), this.epochs.isSettling()]));
        if (isIntact && !isSettling) return;
        if (!isIntact) await this.noteLoss();
      }
      if (waitedMs >= MAX_SETTLE_WAIT_MS) throw new DeclaredError('UNAVAILABLE', { message: 'Session state is being restored' });
      await new Promise((resolve) => setTimeout(resolve, SETTLE_CHECK_MS));
    }
  }

  /** Whether Redis may have lost state of a session. Later sessions had none to lose. */
  mayHaveLost(sessionBeganAt: number): boolean {
    return sessionBeganAt < this.lostAt && this.clock.now() < this.lostAt + REMEMBERED_MS;
  }

  /** A moment at which Redis had everything, before it lost state: by the clock of Postgres. */
  async lostSince(): Promise<number> {
    return this.observed(this.epochs.lostSince(this.lostAt));
  }

  private async readLoss(): Promise<void> {
    this.lostAt = await this.epochs.lostAt(this.clock.now(), REMEMBERED_MS);
    this.readLossAt = performance.now() + READ_LOSS_EVERY_MS;
  }

  private async noteLoss(): Promise<void> {
    this.markIncomplete();
    this.lostAt = this.clock.now();
    await this.observed(this.epochs.recordLoss(this.lostAt, this.clock.at(this.completeAt), REMEMBERED_MS));
  }

  private markIncomplete(): void {
    this.isComplete = false;
    this.settledAt = Infinity;
  }
}
