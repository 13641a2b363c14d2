import { DeclaredError } from '@veza/contracts';

export interface TurnstileLimits {
  /** Works that run at the same time. */
  readonly inside: number;
  /** How many wait; one more is refused at once. Without it any number does. */
  readonly waiting?: number;
  /** How long one waits before it is refused, in milliseconds. Without it as long as it takes. */
  readonly waitMs?: number;
}

/** Lets so many works run at once, the others in the order in which they came; whoever is refused hears OVERLOADED. */
export class Turnstile {
  private inside = 0;
  /** Insertion order is the order in which they go in. */
  private readonly waiting = new Set<() => void>();

  constructor(private readonly limits: TurnstileLimits) {}

  /** Runs the work in its turn. */
  async pass<T>(work: () => Promise<T>): Promise<T> {
    if (this.inside >= this.limits.inside) await this.turn();
    else this.inside += 1;
    try {
      return await work();
    } finally {
      this.leave();
    }
  }

  /** Resolves with the place of a work that has ended. */
  private turn(): Promise<void> {
    const { waiting = Infinity, waitMs } = this.limits;
    const refusal = () => new DeclaredError('OVERLOADED', { retryAfter: Math.ceil((waitMs ?? 1_000) / 1_000) });
    if (this.waiting.size >= waiting) return Promise.reject(refusal());
    return new Promise((resolve, reject) => {
      const go = () => {
        clearTimeout(timer);
        resolve();
      };
      const turnAway = () => {
        this.waiting.delete(go);
        reject(refusal());
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
