import type { LogEvent } from '../protocol/log-event.js';

/** Consecutive events of one room, `first` to `last`. `read` may parse, so it is called only if they are needed. */
export interface EventBatch {
  readonly first: number;
  readonly last: number;
  read(): readonly LogEvent[];
}

/** Returns consecutive events as a batch; undefined without events. */
export function batchOf(events: readonly LogEvent[]): EventBatch | undefined {
  const [first] = events;
  const last = events.at(-1);
  return first && last && { first: first.seq, last: last.seq, read: () => events };
}

/** Events that exist and have not arrived: after `after`, up to and including `upTo`. */
export interface Gap {
  readonly after: number;
  readonly upTo: number;
}

/**
 * The part of a room's log that one replica has seen.
 *
 * Promise: batches may arrive early, late, twice or never; each event is emitted exactly once, in the order of seq. Only
 * events that the log has lost by its retention are skipped.
 *
 * Limits: pure, without clock or network. A batch behind a gap waits here; the owner reads `gap` and fills it from the
 * database with `offer`.
 */
export class RoomFeed {
  private early: EventBatch[] = [];
  private top: number;

  /** @param position the seq after which events are emitted */
  constructor(
    private position: number,
    private readonly emit: (events: readonly LogEvent[]) => void,
  ) {
    this.top = position;
  }

  /** The seq of the last emitted event. */
  get last(): number {
    return this.position;
  }

  get gap(): Gap | undefined {
    if (this.top <= this.position) return undefined;
    const nextEarly = this.early.reduce((least, { first }) => Math.min(least, first), this.top + 1);
    return { after: this.position, upTo: nextEarly - 1 };
  }

  /** The log is known to reach this seq. */
  noteTop(seq: number): void {
    this.top = Math.max(this.top, seq);
  }

  /** The log has nothing up to this seq any more: what was not emitted of it never will be. */
  skipTo(seq: number): void {
    if (seq <= this.position) return;
    this.position = seq;
    this.noteTop(seq);
    this.drain();
  }

  offer(batch: EventBatch): void {
    if (batch.last <= this.position) return;
    this.noteTop(batch.last);
    if (batch.first > this.position + 1) {
      this.early.push(batch);
      return;
    }
    this.apply(batch);
    this.drain();
  }

  private apply(batch: EventBatch): void {
    const fresh = batch.read().filter(({ seq }) => seq > this.position);
    this.position = batch.last;
    if (fresh.length > 0) this.emit(fresh);
  }

  private drain(): void {
    for (;;) {
      this.early = this.early.filter(({ last }) => last > this.position);
      const next = this.early.find(({ first }) => first <= this.position + 1);
      if (!next) return;
      this.apply(next);
    }
  }
}
