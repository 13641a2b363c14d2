import { DeclaredError } from '@veza/contracts';
import { BoundedCache } from '@veza/platform';

const WINDOW_MS = 600_000;
const MOST_READINGS = 60;
const MOST_PEOPLE = 50_000;

interface Window {
  endsAt: number;
  count: number;
}

/** How many pages a person has read, counted per replica as the requests of the gateway are: a guard, not an account. */
export class ReadingLimit {
  private readonly windows = new BoundedCache<number, Window>(MOST_PEOPLE);

  /** Counts one page; RATE_LIMITED when there were too many. */
  take(personId: number, now = performance.now()): void {
    const open = this.windows.get(personId);
    const window = open && now < open.endsAt ? open : { endsAt: now + WINDOW_MS, count: 0 };
    window.count += 1;
    this.windows.set(personId, window);
    if (window.count > MOST_READINGS)
      throw new DeclaredError('RATE_LIMITED', { retryAfter: Math.ceil((window.endsAt - now) / 1_000) });
  }
}
