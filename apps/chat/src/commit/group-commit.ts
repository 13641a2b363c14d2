import { DeclaredError } from '@veza/contracts';
import { TickBatcher } from '@veza/transport';

/** What the queue must know of an entry; the rest is its writer's. */
export interface Grouped {
  readonly room: string;
}

/** Where an entry was placed in its room's log. */
export interface Placement {
  readonly id: number;
  readonly seq: number;
  /** Epoch milliseconds. */
  readonly at: number;
}

export interface Written {
  /** By the index of the entry in what was given. An entry of a room that was held, but not here, was left out. */
  readonly placed: ReadonlyMap<number, Placement>;
  /** The rooms whose log was held for this commit. */
  readonly rooms: ReadonlySet<string>;
}

export interface Writer<Entry extends Grouped> {
  /**
   * One statement, one commit, for all entries, in their order within each room. A room that somebody else holds is
   * passed over, or with `wait` waited for.
   */
  write(entries: readonly Entry[], wait: boolean): Promise<Written>;
  /** Told after each commit, before the senders are; must not throw. */
  committed(entries: readonly { entry: Entry; placement: Placement }[]): void;
}

export interface GroupCommitLimits {
  /** Entries in one statement. */
  batch: number;
  /** Entries that may wait; more are refused. */
  backlog: number;
}

interface Waiting<Entry> {
  readonly entry: Entry;
  readonly resolve: (placement: Placement | undefined) => void;
  readonly reject: (error: unknown) => void;
}

const SKIPS_BEFORE_WAITING = 2;

/**
 * Gathers what is to be written into one statement at a time, and only while another is running: a quiet room waits for
 * nobody, a busy system pays one commit for a thousand messages.
 *
 * Promise: entries of a room are committed in the order in which they were added. A room that another replica holds goes
 * with the next commit, and after two of them alone, waiting, beside the others: so replicas cannot deadlock, and a hot
 * room delays no other. A statement that fails is tried again per room, then per entry, so that one bad entry fails
 * alone; when the database is away all of them fail at once, and whether they were committed is unknown.
 */
export class GroupCommit<Entry extends Grouped> {
  private waiting: Waiting<Entry>[] = [];
  private readonly skips = new Map<string, number>();
  /** Rooms that are being waited for; their entries stay out of the common statement. */
  private readonly alone = new Set<string>();
  private running = false;
  private readonly starts = new TickBatcher(() => void this.run());
  private readonly idlers: (() => void)[] = [];

  constructor(
    private readonly writer: Writer<Entry>,
    private readonly limits: GroupCommitLimits = { batch: 1_000, backlog: 20_000 },
  ) {}

  /** Resolves after the commit; with `undefined` when the writer left the entry out. */
  add(entry: Entry): Promise<Placement | undefined> {
    if (this.waiting.length >= this.limits.backlog) return Promise.reject(new DeclaredError('OVERLOADED', { retryAfter: 1 }));
    return new Promise((resolve, reject) => {
      this.waiting.push({ entry, resolve, reject });
      this.wake();
    });
  }

  /** Resolves when everything that was added is through. */
  idle(): Promise<void> {
    if (!this.running && this.alone.size === 0 && this.waiting.length === 0) return Promise.resolve();
    return new Promise((resolve) => this.idlers.push(resolve));
  }

  private wake(): void {
    if (this.running) return;
    this.running = true;
    this.starts.schedule();
  }

  private async run(): Promise<void> {
    for (let batch = this.take(); batch.length > 0; batch = this.take()) {
      const skipped = await this.commit(batch, false);
      this.putBack(skipped);
      if (this.waiting.length > 0) await yieldToEventLoop();
    }
    this.running = false;
    this.settle();
  }

  private take(): Waiting<Entry>[] {
    const batch: Waiting<Entry>[] = [];
    const rest: Waiting<Entry>[] = [];
    for (const each of this.waiting) {
      const goes = batch.length < this.limits.batch && !this.alone.has(each.entry.room);
      (goes ? batch : rest).push(each);
    }
    this.waiting = rest;
    return batch;
  }

  /** Before everything that was added since: the order within a room stays. */
  private putBack(skipped: readonly Waiting<Entry>[]): void {
    if (skipped.length === 0) return;
    this.waiting.unshift(...skipped);
    for (const room of new Set(skipped.map(({ entry }) => entry.room))) {
      const skips = (this.skips.get(room) ?? 0) + 1;
      this.skips.set(room, skips);
      if (skips >= SKIPS_BEFORE_WAITING) void this.waitFor(room);
    }
  }

  private async waitFor(room: string): Promise<void> {
    this.alone.add(room);
    const own = this.waiting.filter(({ entry }) => entry.room === room).slice(0, this.limits.batch);
    const taken = new Set(own);
    this.waiting = this.waiting.filter((each) => !taken.has(each));
    const gone = await this.commit(own, true);
    // Waited for and still not held: there is no such room.
    for (const { resolve } of gone) resolve(undefined);
    this.skips.delete(room);
    this.alone.delete(room);
    if (this.waiting.length > 0) this.wake();
    this.settle();
  }

  /** Answers those whose room was passed over. Never rejects: each entry has its own promise. */
  private async commit(batch: readonly Waiting<Entry>[], wait: boolean): Promise<Waiting<Entry>[]> {
    const entries = batch.map(({ entry }) => entry);
    const written = await this.writer.write(entries, wait).catch((error: unknown) => new Failed(error));
    if (written instanceof Failed) return this.divide(batch, wait, written.error);
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

  private async divide(batch: readonly Waiting<Entry>[], wait: boolean, error: unknown): Promise<Waiting<Entry>[]> {
    const away = error instanceof DeclaredError && error.code === 'UNAVAILABLE';
    if (away || batch.length === 1) {
      for (const { reject } of batch) reject(error);
      return [];
    }
    const rooms = new Set(batch.map(({ entry }) => entry.room));
    const parts =
      rooms.size > 1 ? [...rooms].map((room) => batch.filter(({ entry }) => entry.room === room)) : batch.map((each) => [each]);
    const skipped: Waiting<Entry>[] = [];
    for (const part of parts) skipped.push(...(await this.commit(part, wait)));
    return skipped;
  }

  private settle(): void {
    if (this.running || this.alone.size > 0 || this.waiting.length > 0) return;
    for (const resolve of this.idlers.splice(0)) resolve();
  }
}

/**
 * What this commit brought is told first, and what has arrived on the lines meanwhile is read: so it goes with the next
 * commit, and not each with one of its own behind a long telling.
 */
async function yieldToEventLoop(): Promise<void> {
  await nextCheck(); // the announcements of this commit leave here
  await nextCheck(); // the lines were read once
}

const nextCheck = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

class Failed {
  constructor(readonly error: unknown) {}
}
