import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { busyTimesOf } from './busy-times.js';
import { ImportFailure } from './import-failure.js';

const Task = z.object({ text: z.string(), window: z.object({ from: z.number(), until: z.number(), timezone: z.string() }) });

/** Entry of the thread of `parseInThread`: one text, one reply. */
function reply() {
  try {
    const { text, window } = Task.parse(workerData);
    return { times: busyTimesOf(text, window) };
  } catch (error) {
    // A rule that the library rejects is an error of the text.
    return { failure: error instanceof ImportFailure ? error.code : 'not_a_calendar' };
  }
}

parentPort?.postMessage(reply());
