import { RecurringJob } from '@veza/transport';
import type { AppLogger } from '../logging/app-logger.js';
import type { Shutdown } from '../shutdown/shutdown.js';

interface Surroundings {
  readonly logger: AppLogger;
  readonly shutdown: Shutdown;
}

/**
 * Runs the work `everyMs` milliseconds after its last end, until the service stops; the shutdown waits for the current
 * run. A failed run is logged and repeated at its next time.
 */
export function recurring(name: string, everyMs: number, work: () => Promise<void>, { logger, shutdown }: Surroundings): void {
  const job = new RecurringJob(work, {
    everyMs,
    onFailure: (cause) => logger.warn('A recurring job failed', { job: name, cause }),
  });
  job.start();
  shutdown.register('drain', name, () => job.stop());
}

/** The interval of clean-up jobs that are not urgent. */
export const HOURLY_MS = 3_600_000;
