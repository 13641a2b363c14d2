/** More events than a replay has. */
const MOST_WAITING = 2_000;

/**
 * What was received of the log of one place. Events are delivered in the order of their `seq`, each once, however the
 * server's own resume, a replay that the client asked for, and live events overlap.
 *
 * An event after a hole waits for the ones before it. When the replay is complete and the hole is still there, the events in
 * it are out of reach, and `onGap` is called.
 */
export class PlaceLog {
  private readonly waiting = new Map<number, () => void>();
  private jumps = false;

  /** @param position the last event that was delivered; undefined before the first one */
  constructor(
    private readonly onGap: (after: number, upTo: number) => void,
    public position?: number,
  ) {}

  /** Whether there are events after a hole. */
  get isWaiting(): boolean {
    return this.waiting.size > 0;
  }

  offer(seq: number, deliver: () => void): void {
    this.position ??= seq - 1;
    if (seq <= this.position) return;
    this.waiting.set(seq, deliver);
    this.drain();
    if (this.jumps || this.waiting.size > MOST_WAITING) this.settle();
  }

  /** The next event may follow a hole: the replay begins with the newest events only. */
  jump(): void {
    this.jumps = true;
  }

  /** No further event will fill a hole. */
  settle(): void {
    this.jumps = false;
    if (this.waiting.size === 0 || this.position === undefined) return;
    const next = Math.min(...this.waiting.keys());
    this.onGap(this.position, next - 1);
    this.position = next - 1;
    this.drain();
    this.settle();
  }

  /** The server's log ends here: it was restored. */
  reset(position: number): void {
    this.waiting.clear();
    this.position = position;
  }

  private drain(): void {
    if (this.position === undefined) return;
    for (let next = this.take(this.position + 1); next; next = this.take(this.position + 1)) {
      this.position += 1;
      next();
    }
  }

  private take(seq: number): (() => void) | undefined {
    const found = this.waiting.get(seq);
    this.waiting.delete(seq);
    return found;
  }
}
