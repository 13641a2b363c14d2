/**
 * The clock of Redis, by readings of which each was taken somewhere between its command and its reply. A command may wait
 * seconds for a new master, and readings may arrive in another order than they were sent in. So a reading moves the clock
 * only as far as it must to lie between its two bounds: a wide one changes nothing that narrow ones have found.
 */
export class RedisClock {
  /** The Redis clock minus the monotonic clock of this process, in milliseconds. */
  private offset?: number;

  /** Milliseconds since the epoch. */
  now(): number {
    return performance.now() + (this.offset ?? 0);
  }

  /**
   * @param reading milliseconds since the epoch, by Redis
   * @param sent and `received`, by `performance.now()`
   */
  set(reading: number, sent: number, received: number): void {
    const [least, most] = [reading - received, reading - sent];
    this.offset = Math.min(Math.max(this.offset ?? (least + most) / 2, least), most);
  }
}
