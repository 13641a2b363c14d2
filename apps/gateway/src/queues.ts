import { doubling, type QueueLimits } from '@veza/platform';

const [MINUTE, HOUR, DAY] = [60, 3_600, 86_400];

/** The limits of the queues of this service, each a table of Postgres. */
export const QUEUES = {
  /** One after the other: after a failure the rest waits, as the mail server is most likely away. */
  mails: {
    atOnce: 1,
    leaseSeconds: 2 * MINUTE,
    /** Some four hours in all. */
    pauseSeconds: doubling(30, 9),
    keptSeconds: 7 * DAY,
  },
  /** A row that was taken is not taken again; the lease is the time after which its result is unknown. */
  sms: {
    atOnce: 4,
    leaseSeconds: 2 * MINUTE,
    /** After an answer that surely took nothing. A reminder that is later than an hour is of little use. */
    pauseSeconds: [30, 2 * MINUTE, 10 * MINUTE, 40 * MINUTE],
    keptSeconds: 7 * DAY,
  },
  /** A request costs little more than its connection. */
  webhooks: {
    atOnce: 100,
    /** Of one receiver: a slow one delays its own only. */
    atOnceOfReceiver: 2,
    leaseSeconds: MINUTE,
    /** About a day in all. The first success makes everything due. */
    pauseSeconds: [5, 30, 2 * MINUTE, 10 * MINUTE, 2 * HOUR, 8 * HOUR, 13 * HOUR],
    /** After a try that the platform, and not the receiver, could not make. */
    postponedSeconds: 30,
    /** A receiver without a success for so long is switched off. */
    failingSeconds: DAY,
    /** Of one receiver; further events are counted and not kept. */
    mostPending: 10_000,
    keptSeconds: 7 * DAY,
  },
  pushes: {
    atOnce: 50,
    leaseSeconds: MINUTE,
    pauseSeconds: [10, 2 * MINUTE, 15 * MINUTE, HOUR],
    /** Of one browser; further pushes are not kept for it. */
    mostPending: 100,
    /** Here, and at the push service of a browser that is away: a later push would only confuse. */
    keptSeconds: 6 * HOUR,
  },
} as const satisfies Record<string, QueueLimits & Record<string, unknown>>;
