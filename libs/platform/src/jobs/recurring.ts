import { RecurringJob } from '@veza/transport';
import type { AppLogger } from '../logging/app-logger.js';
import type { Shutdown } from '../shutdown/shutdown.js';

/** What a job needs of its service: usually the class that has both as members. */
export interface JobOwner {
  readonly logger: AppLogger;
  readonly shutdown: Shutdown;
}

/**
 * Runs the work `everyMs` milliseconds after its last end, until the service stops; the shutdown waits for the current
 * run. A failed run is logged and repeated at its next time. What is written for the work kicks the returned job.
 * A method whose interval is a constant and that is not kicked is marked with `@Every` or `@Hourly` instead.
 */
export function recurring(
  name: string,
  everyMs: number,
  work: () => Promise<unknown>,
  { logger, shutdown }: JobOwner,
): Pick<RecurringJob, 'kick' | 'runIn'> {
  const job = new RecurringJob(async () => void (await work()), {
    everyMs,
    onFailure: (cause) => logger.warn('A recurring job failed', { job: name, cause }),
  });
  job.start();
  shutdown.register('drain', name, () => job.stop());
  return job;
}

/**
 * The interval of looks for due rows. A row that is written here kicks its job, so this is the delay of what is due by its
 * time, and of what a replica that died has left.
 */
export const LOOK_MS = 5_000;

/** The interval of clean-up jobs that are not urgent. */
export const HOURLY_MS = 3_600_000;
