import { AsyncResource } from 'node:async_hooks';
import { DeclaredError } from '@veza/contracts';
import { TickBatcher } from '@veza/transport';

/** The part of an entry that the queue reads. The rest belongs to the writer. */
export interface Grouped {
  readonly room: string;
}

/** The position of an entry in the log of its room. */
export interface Placement {
  readonly id: number;
  readonly seq: number;
  /** Epoch milliseconds. */
  readonly at: number;
}

export interface Written {
  /** By the index of the entry in the batch. An entry of a locked room that is missing here was left out. */
  readonly placed: ReadonlyMap<number, Placement>;
  /** The rooms that this commit had locked. */
  readonly rooms: ReadonlySet<string>;
}

export interface Writer<Entry extends Grouped> {
  /**
   * Stores all entries in one statement and one commit, in their order within each room. A room that another transaction
   * has locked is skipped, or with `wait` waited for.
   */
  write(entries: readonly Entry[], wait: boolean): Promise<Written>;
  /** Called after each commit, before the promises of `add` resolve. Must not throw. */
  committed(entries: readonly { entry: Entry; placement: Placement }[]): void;
}

export interface GroupCommitLimits {
  /** Entries in one statement. */
  batch: number;
  /** Entries that may wait. Further ones are rejected with OVERLOADED. */
  backlog: number;
}

interface QueuedEntry<Entry> {
  readonly entry: Entry;
  readonly resolve: (placement: Placement | undefined) => void;
  readonly reject: (error: unknown) => void;
}

const SKIPS_BEFORE_WAITING = 2;

/**
 * Writes entries in batches: while one statement runs, the next batch gathers. A quiet room does not wait; under load one
 * commit serves a thousand messages.
 *
 * Promise: entries of a room are committed in the order of their `add`. A room that another replica has locked goes into
 * the next batch, and after two skips into a statement of its own that waits for the lock. So replicas cannot deadlock,
 * and a contended room delays no other.
 *
 * Failure: a statement that fails is retried per room, then per entry, so that one bad entry fails alone. When the
 * database is unavailable, every entry of the batch is rejected, and it is unknown whether they were committed.
 */
export class GroupCommit<Entry extends Grouped> {
  private queue: QueuedEntry<Entry>[] = [];
  private readonly skips = new Map<string, number>();
  /** Rooms with a statement of their own. Their entries stay out of the shared batch. */
  private readonly alone = new Set<string>();
  private running = false;
  /** Bound to no async context: a commit serves many requests. */
  private readonly starts = new TickBatcher(AsyncResource.bind(() => void this.run()));
  private readonly idleListeners: (() => void)[] = [];

  constructor(
    private readonly writer: Writer<Entry>,
    private readonly limits: GroupCommitLimits = { batch: 1_000, backlog: 20_000 },
  ) {}

  /** Resolves after the commit; with `undefined` when the writer left the entry out. */
  add(entry: Entry): Promise<Placement | undefined> {
    if (this.queue.length >= this.limits.backlog) return Promise.reject(new DeclaredError('OVERLOADED', { retryAfter: 1 }));
    return new Promise((resolve, reject) => {
      this.queue.push({ entry, resolve, reject });
      this.start();
    });
  }

  /** Resolves when every added entry is settled. */
  idle(): Promise<void> {
    if (!this.running && this.alone.size === 0 && this.queue.length === 0) return Promise.resolve();
    return new Promise((resolve) => this.idleListeners.push(resolve));
  }

  private start(): void {
    if (this.running) return;
    this.running = true;
    this.starts.schedule();
  }

  /** Commits one batch. The next one starts at the end of a later turn: by then the sockets were read once more. */
  private async run(): Promise<void> {
    const batch = this.takeBatch();
    if (batch.length > 0) this.putBack(await this.commit(batch, false));
    this.running = false;
    if (batch.length > 0 && this.queue.length > 0) this.start();
    else this.notifyIdle();
  }

  private takeBatch(): QueuedEntry<Entry>[] {
    const batch: QueuedEntry<Entry>[] = [];
    const rest: QueuedEntry<Entry>[] = [];
    for (const each of this.queue) {
      const fits = batch.length < this.limits.batch && !this.alone.has(each.entry.room);
      (fits ? batch : rest).push(each);
    }
    this.queue = rest;
    return batch;
  }

  /** Puts skipped entries before later ones: the order within a room stays. */
  private putBack(skipped: readonly QueuedEntry<Entry>[]): void {
    if (skipped.length === 0) return;
    this.queue.unshift(...skipped);
    for (const room of new Set(skipped.map(({ entry }) => entry.room))) {
      const skips = (this.skips.get(room) ?? 0) + 1;
      this.skips.set(room, skips);
      if (skips >= SKIPS_BEFORE_WAITING) void this.commitAlone(room);
    }
  }

  private async commitAlone(room: string): Promise<void> {
    this.alone.add(room);
    const own = this.queue.filter(({ entry }) => entry.room === room).slice(0, this.limits.batch);
    const taken = new Set(own);
    this.queue = this.queue.filter((each) => !taken.has(each));
    const unplaced = await this.commit(own, true);
    // The statement waited for the lock and still did not get the room: the room does not exist.
    for (const { resolve } of unplaced) resolve(undefined);
    this.skips.delete(room);
    this.alone.delete(room);
    if (this.queue.length > 0) this.start();
    this.notifyIdle();
  }

  /** Returns the entries whose room was skipped. Never rejects: each entry has its own promise. */
  private async commit(batch: readonly QueuedEntry<Entry>[], wait: boolean): Promise<QueuedEntry<Entry>[]> {
    const entries = batch.map(({ entry }) => entry);
    const written = await this.writer.write(entries, wait).catch((error: unknown) => new WriteFailure(error));
    if (written instanceof WriteFailure) return this.retryInParts(batch, wait, written.error);
    const placed = batch.flatMap(({ entry }, index) => {
      const placement = written.placed.get(index);
      return placement ? [{ entry, placement }] : [];
    });
    this.writer.committed(placed);
    return batch.filter(({ entry, resolve }, index) => {
      if (!written.rooms.has(entry.room)) return true;
      this.skips.delete(entry.room);
      resolve(written.placed.get(index));
      return false;
    });
  }

  private async retryInParts(batch: readonly QueuedEntry<Entry>[], wait: boolean, error: unknown): Promise<QueuedEntry<Entry>[]> {
    const unavailable = error instanceof DeclaredError && error.code === 'UNAVAILABLE';
    if (unavailable || batch.length === 1) {
      for (const { reject } of batch) reject(error);
      return [];
    }
    const rooms = new Set(batch.map(({ entry }) => entry.room));
    const parts =
      rooms.size > 1 ? [...rooms].map((room) => batch.filter(({ entry }) => entry.room === room)) : batch.map((each) => [each]);
    const skipped: QueuedEntry<Entry>[] = [];
    for (const part of parts) skipped.push(...(await this.commit(part, wait)));
    return skipped;
  }

  private notifyIdle(): void {
    if (this.running || this.alone.size > 0 || this.queue.length > 0) return;
    for (const resolve of this.idleListeners.splice(0)) resolve();
  }
}

class WriteFailure {
  constructor(readonly error: unknown) {}
}
