/** Of a queue that is empty at times. */
const TARGET_MS = 100;
/** As long as a call may wait: a burst that is served in this time is served whole. */
const INTERVAL_MS = 1_500;

/**
 * How long the entries of one queue may wait.
 *
 * Promise: a burst may wait for `longestMs`. While the queue stands, which is when no entry has waited for
 * less than 100 ms since 1.5 s and `entries` entries, only entries that have waited for less begin: those that are
 * served are served soon, and the others are refused in time for their callers to do something else.
 * Source: CoDel (RFC 8289), with the refusal of an entry in place of a drop.
 */
export class QueueDelay {
  private shortAt = performance.now();
  private longEntries = 0;

  constructor(private readonly limits: { longestMs: number; entries: number }) {}

  /** Whether the oldest entry, which has waited for so long, may begin. Called once an entry, in their order. */
  admits(waitedMs: number): boolean {
    if (waitedMs <= TARGET_MS) {
      this.shortAt = performance.now();
      this.longEntries = 0;
      return true;
    }
    this.longEntries += 1;
    const stands = this.longEntries > this.limits.entries && performance.now() - this.shortAt > INTERVAL_MS;
    return !stands && waitedMs <= this.limits.longestMs;
  }
}
