import { type Caller, DeclaredError, personBehind } from '@veza/contracts';
import { countedAddress } from '@veza/platform';
import type { Exchange } from './exchange.js';

const WINDOW_MS = 60_000;
/** Bound of memory: above it, further callers of the window are not counted. */
const MOST_CALLERS = 200_000;

/**
 * Requests per minute of one person with all bots, or without a token of one address (for IPv6 one /64), counted per process
 * in windows of the process' own clock: a guard against runaway clients that costs a map lookup. Guesses and sign-ups need
 * exact counts and are counted in Postgres.
 */
export class RequestLimits {
  private counts = new Map<string | number, number>();
  private endsAt = 0;
  private readonly policies: Record<'user' | 'address', string>;

  constructor(private readonly most: { user: number; address: number }) {
    this.policies = { user: `"user";q=${most.user};w=60`, address: `"address";q=${most.address};w=60` };
  }

  /** Counts one request and notes its headers; RATE_LIMITED when there were too many. */
  take(exchange: Exchange, caller: Caller, now = performance.now()): void {
    if (now >= this.endsAt) this.open(now);
    const kind = caller.kind === 'user' ? 'user' : 'address';
    const key = caller.kind === 'user' ? personBehind(caller) : countedAddress(exchange.address);
    const count = (this.counts.get(key) ?? 0) + 1;
    if (count > 1 || this.counts.size < MOST_CALLERS) this.counts.set(key, count);
    const left = Math.max(0, this.most[kind] - count);
    const seconds = Math.ceil((this.endsAt - now) / 1000);
    exchange.limit = { ratelimit: `"${kind}";r=${left};t=${seconds}`, 'ratelimit-policy': this.policies[kind] };
    if (count > this.most[kind]) throw new DeclaredError('RATE_LIMITED', { retryAfter: seconds });
  }

  private open(now: number): void {
    this.counts = new Map();
    this.endsAt = now - (now % WINDOW_MS) + WINDOW_MS;
  }
}
