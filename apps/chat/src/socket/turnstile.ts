export interface TurnstileLimits {
  /** Who are inside at the same time. */
  readonly inside: number;
  /** Who wait; one more is turned away at once. */
  readonly waiting: number;
  /** How long somebody waits before they are turned away; without it as long as it takes. */
  readonly waitMs?: number;
}

/** Lets only so many in at once, the others in the order in which they came. */
export class Turnstile {
  private inside = 0;
  /** Insertion order is the order in which they go in. */
  private readonly waiting = new Set<() => void>();

  constructor(private readonly limits: TurnstileLimits) {}

  /** Runs the work in its turn; answers `undefined` when it was turned away. */
  async pass<T extends object | null>(work: () => Promise<T>): Promise<T | undefined> {
    if (!(await this.enter())) return undefined;
    try {
      return await work();
    } finally {
      this.leave();
    }
  }

  private enter(): Promise<boolean> {
    const { inside, waiting, waitMs } = this.limits;
    if (this.inside < inside) {
      this.inside += 1;
      return Promise.resolve(true);
    }
    if (this.waiting.size >= waiting) return Promise.resolve(false);
    return new Promise((resolve) => {
      const go = () => {
        clearTimeout(timer);
        resolve(true);
      };
      const turnAway = () => {
        this.waiting.delete(go);
        resolve(false);
      };
      const timer = waitMs === undefined ? undefined : setTimeout(turnAway, waitMs);
      this.waiting.add(go);
    });
  }

  /** Whoever waits longest takes the place. */
  private leave(): void {
    const [next] = this.waiting;
    if (!next) {
      this.inside -= 1;
      return;
    }
    this.waiting.delete(next);
    next();
  }
}
