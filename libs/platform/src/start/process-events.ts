import { constants } from 'node:os';
import type { AppLogger } from '../logging/app-logger.js';
import type { Shutdown } from '../shutdown/shutdown.js';

/**
 * Ends the process: a signal runs the shutdown and exits with 0, a second signal exits at once. An uncaught error is
 * logged, runs the shutdown too and exits with 1, because the state after it is unknown.
 */
export function handleProcessEvents(logger: AppLogger, shutdown: Shutdown): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (shutdown.started) process.exit(128 + constants.signals[signal]);
      void shutdown.run(signal).then(() => process.exit(0));
    });
  }
  const fail = (message: string) => (cause: unknown) => {
    logger.fatal(message, { cause });
    void shutdown.run(message).then(() => process.exit(1));
  };
  process.on('uncaughtException', fail('Uncaught error'));
  process.on('unhandledRejection', fail('Unhandled promise rejection'));
}
