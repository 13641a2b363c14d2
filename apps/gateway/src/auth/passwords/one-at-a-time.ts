import { DeclaredError } from '@veza/contracts';

/**
 * Lets at most `most` works run at once; the others wait in their order, and who has waited for `waitMs` is refused with
 * OVERLOADED instead of waiting for ever.
 */
export class OneAtATime {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly most: number,
    private readonly waitMs: number,
  ) {}

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= this.most) await this.turn();
    else this.running += 1;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }

  /** Resolves with the place of a work that has ended. */
  private turn(): Promise<void> {
    return new Promise((resolve, reject) => {
      const start = () => {
        clearTimeout(limit);
        resolve();
      };
      const limit = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(start), 1);
        reject(new DeclaredError('OVERLOADED', { retryAfter: Math.ceil(this.waitMs / 1000) }));
      }, this.waitMs);
      this.waiting.push(start);
    });
  }
}
