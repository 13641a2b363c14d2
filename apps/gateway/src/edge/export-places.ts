import { DeclaredError } from '@veza/contracts';

const RETRY_AFTER = 30;

/** The exports that run in this gateway: one of each user, and at most `most`. An export makes many calls to other services. */
export class ExportPlaces {
  private readonly running = new Set<number>();

  constructor(private readonly most: number) {}

  async during<Result>(userId: number, work: () => Promise<Result>): Promise<Result> {
    if (this.running.has(userId)) throw new DeclaredError('RATE_LIMITED', { retryAfter: RETRY_AFTER });
    if (this.running.size >= this.most) throw new DeclaredError('OVERLOADED', { retryAfter: RETRY_AFTER });
    this.running.add(userId);
    try {
      return await work();
    } finally {
      this.running.delete(userId);
    }
  }
}
