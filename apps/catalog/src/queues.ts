import { doubling, type QueueLimits } from '@veza/platform';

/** The limits of the queues of this service, each a table of Postgres. */
export const QUEUES = {
  imports: {
    /** They take turns by batch, so a small file waits for one batch of each other one. A workbook holds tens of MiB. */
    atOnce: 3,
    /** Batches after which an import gives its place to another one that waits. */
    batchesOfTurn: 20,
    /** Renewed with each batch, which takes about a second, and waits for those of the others. Another replica waits this long after a death. */
    leaseSeconds: 20,
    /** Without progress: a file that ends its replica, or a long outage of media, is given up. */
    mostTakes: 20,
    /** Rows of one transaction. */
    batchRows: 500,
    /** Of a batch: a key that another request created meanwhile is found by the next one. */
    batchTries: 3,
  },
  importedPictures: {
    /** Media fetches four at once, for all replicas of the catalog. */
    atOnce: 2,
    /** A fetch ends within 45 seconds. */
    leaseSeconds: 90,
    /** A host that is away or busy: for about an hour. */
    pauseSeconds: doubling(30, 7),
  },
} as const satisfies Record<string, QueueLimits & Record<string, unknown>>;
