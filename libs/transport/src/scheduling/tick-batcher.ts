export interface TickBatcherOptions {
  /**
   * Flush the first items of a tick as soon as the running code is done, and only later ones at the end of the tick.
   */
  readonly eager?: boolean;
}

/**
 * Collects what is produced during one tick of the event loop and flushes it together at the end of the tick, so that
 * many items cost one write or one query. With `eager` a single request is not delayed.
 *
 * Items are flushed in the order of `add`. A user with a collection of its own calls `schedule` and gets no items.
 * No closure and no promise is made per item: this runs for every chat message.
 */
export class TickBatcher<Item = never> {
  private items: Item[] = [];
  private pending = false;
  private endScheduled = false;
  private readonly eager: boolean;
  private readonly onEnd = (): void => {
    this.endScheduled = false;
    this.flushNow();
  };
  private readonly onEagerFlush = (): void => this.flushNow();

  constructor(
    private readonly flush: (items: readonly Item[]) => void,
    { eager = false }: TickBatcherOptions = {},
  ) {
    this.eager = eager;
  }

  add(item: Item): void {
    this.items.push(item);
    this.schedule();
  }

  schedule(): void {
    this.pending = true;
    if (this.endScheduled) return;
    this.endScheduled = true;
    if (this.eager) process.nextTick(this.onEagerFlush);
    setImmediate(this.onEnd);
  }

  /** Flushes what has been collected so far, without waiting for the end of the tick. */
  flushNow(): void {
    if (!this.pending) return;
    const { items } = this;
    this.pending = false;
    if (items.length > 0) this.items = [];
    this.flush(items);
  }
}
