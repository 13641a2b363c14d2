import type { QueueLimits } from '@veza/platform';

/** The limits of the queues of this service, each a table of Postgres. */
export const QUEUES = {
  /** One sweep an hour, of all replicas together. */
  retention: {
    atOnce: 1,
    everyMs: 60_000,
    /** Renewed with each batch. Another replica goes on so long after a death. */
    leaseSeconds: 120,
    pauseSeconds: [3_600],
    /** Rooms that are examined together. */
    rooms: 100,
    /** Entries of one transaction, which holds the lock of its room for its last two statements only. */
    entries: 500,
    /** Sends share Postgres with the sweep: it pauses so many times as long as it has worked, and so long at most. */
    pausePerWork: 3,
    longestPauseMs: 1_000,
  },
} as const satisfies Record<string, QueueLimits & Record<string, unknown>>;
