/** The limits of a queue of rows. Each service has those of its queues in one table, `queues.ts`. */
export interface QueueLimits {
  /** Rows that one replica runs at once. */
  readonly atOnce: number;
  /** Rows of one look, for a queue whose rows are not leased before they run. Default: as many as can begin. */
  readonly most?: number;
  /** Interval of looks; default `LOOK_MS`. */
  readonly everyMs?: number;
  /** How long a row is leased: longer than a try takes. The row of a replica that died is due again after it. */
  readonly leaseSeconds?: number;
  /** Pauses after the first, second, … failed try. A row is given up after the try that has none. */
  readonly pauseSeconds?: readonly number[];
}

/** Pauses of which each is twice as long as the one before it. */
export const doubling = (firstSeconds: number, count: number): number[] =>
  Array.from({ length: count }, (_, at) => firstSeconds * 2 ** at);
