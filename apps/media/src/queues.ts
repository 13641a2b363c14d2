import { type JobContract, previewJobs, trackJobs, voiceJobs } from '@veza/contracts';

interface JobLimits {
  /** With the first one. The pause before attempt n is `backoffMs * 2^(n-2)`. */
  readonly attempts: number;
  readonly backoffMs: number;
  /** Jobs of one worker at once. Default: `TRANSCODES_AT_ONCE`. */
  readonly atOnce?: number;
}

/** The limits of the queues of this service: of BullMQ, where a pause of a queue is one for all workers. */
const QUEUES: Readonly<Record<string, JobLimits>> = {
  [trackJobs.transcode.queue]: { attempts: 3, backoffMs: 2_000 },
  /** A failed one is not repeated: players add the next. */
  [previewJobs.preview.queue]: { attempts: 1, backoffMs: 0, atOnce: 1 },
  /** Its author waits, and tries again. */
  [voiceJobs.encode.queue]: { attempts: 1, backoffMs: 0, atOnce: 2 },
};

/** After both together at most, a dead worker is noticed and its job runs again. */
export const [LOCK_MS, STALLED_CHECK_MS] = [15_000, 10_000];
/** Of one job: a worker that dies with it is followed by this many others. */
export const MOST_STALLED = 2;

export function limitsOf({ queue }: JobContract): JobLimits {
  const limits = QUEUES[queue];
  if (!limits) throw new Error(`The queue ${queue} has no limits`);
  return limits;
}
