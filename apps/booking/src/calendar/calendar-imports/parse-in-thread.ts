import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { CalendarImportFailure } from '@veza/contracts';
import { z } from 'zod';
import type { OutsideTime, ReadWindow } from './busy-times.js';
import { ImportFailure } from './import-failure.js';

/** Built, also when this module is not: in `imports` of package.json. */
const THREAD = createRequire(import.meta.url).resolve('#busy-times.thread');
const HEAP_MB = 128;

const Reply = z.union([
  z.object({ times: z.array(z.object({ uid: z.string(), start: z.number(), end: z.number() })) }),
  z.object({ failure: CalendarImportFailure }),
]);

/**
 * Parses a calendar in a thread of its own, with limits of time and memory: rules of repetition can be written so that their
 * expansion does not end, and requests wait for nothing here. Throws ImportFailure.
 */
export async function parseInThread(text: string, window: ReadWindow, withinMs: number): Promise<OutsideTime[]> {
  const thread = new Worker(THREAD, {
    workerData: { text, window },
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    execArgv: [],
  });
  try {
    return await new Promise<OutsideTime[]>((resolve, reject) => {
      const late = setTimeout(() => reject(new ImportFailure('too_many_events')), withinMs);
      thread.once('message', (message: unknown) => {
        const reply = Reply.parse(message);
        if ('times' in reply) resolve(reply.times);
        else reject(new ImportFailure(reply.failure));
      });
      // Out of memory, mostly.
      thread.once('error', (cause) => reject(new ImportFailure('too_large', { cause })));
      thread.once('exit', () => {
        clearTimeout(late);
        reject(new ImportFailure('too_large'));
      });
    });
  } finally {
    await thread.terminate();
  }
}
