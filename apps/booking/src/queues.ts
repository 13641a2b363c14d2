import type { QueueLimits } from '@veza/platform';

const [MINUTE, DAY] = [60, 86_400];

/** The limits of the queues of this service, each a table of Postgres. */
export const QUEUES = {
  /** A reminder that failed is due again at the next look, until half of its hours are left. */
  reminders: {
    atOnce: 4,
    most: 1_000,
    /** How late a reminder may be. */
    everyMs: 20_000,
  },
  calendarImports: {
    /** Each may have a thread that parses. */
    atOnce: 2,
    everyMs: 15_000,
    /** From the begin of a run. */
    leaseSeconds: 2 * MINUTE,
    /** `CALENDAR_IMPORT_MINUTES`, doubled by each failure, is at most this. */
    longestPauseSeconds: DAY,
  },
  /** One run an hour, of all replicas together. */
  retention: {
    atOnce: 1,
    /** How late the run of an hour begins, and how soon another replica begins the run of one that died, or that failed. */
    everyMs: 30_000,
    patientsAtOnce: 100,
    auditLinesAtOnce: 5_000,
  },
} as const satisfies Record<string, QueueLimits & Record<string, unknown>>;
