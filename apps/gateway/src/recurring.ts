import type { AppLogger, Shutdown } from '@veza/platform';

interface Surroundings {
  logger: AppLogger;
  shutdown: Shutdown;
}

/**
 * Does the work again and again, `everyMs` after its last end, until the service stops; the shutdown waits for the one that
 * runs. What fails is logged and done again at its next turn.
 */
export function recur(name: string, everyMs: number, work: () => Promise<void>, { logger, shutdown }: Surroundings): void {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const next = () => {
    if (stopped) return;
    timer = setTimeout(() => {
      running = work()
        .catch((cause: unknown) => logger.warn('A recurring work failed', { work: name, cause }))
        .finally(next);
    }, everyMs);
  };
  next();
  shutdown.register('drain', name, () => {
    stopped = true;
    clearTimeout(timer);
    return running;
  });
}

/** For what is over and may go. */
export const HOURLY_MS = 3_600_000;
