import { type AppLogger, type Shutdown } from '@veza/platform';

const EVERY_MS = 3_600_000;

/** Removes what is over from a table, every hour, until the service stops. What fails today is swept an hour later. */
export function sweepHourly(what: string, sweep: () => Promise<void>, { logger, shutdown }: { logger: AppLogger; shutdown: Shutdown }): void {
  const timer = setInterval(() => void sweep().catch((cause: unknown) => logger.warn(`${what} were not swept`, { cause })), EVERY_MS);
  shutdown.register('drain', `sweep of ${what}`, () => clearInterval(timer));
}
