import type { Veza } from '@veza/sdk';
import { z } from 'zod';
import { readEvents } from './sse.js';

/** The data of a progress event. */
const Progress = z.object({ status: z.enum(['processing', 'ready', 'failed']), progress: z.number().min(0).max(100) });

/** Follows the transcoding of a track to its end, for at most `ms`, and returns all progress events. */
export async function follow(client: Veza, id: number, ms = 30_000): Promise<z.infer<typeof Progress>[]> {
  const { data } = await client.trackEvents({ path: { id }, signal: AbortSignal.timeout(ms) });
  const events = await readEvents(data, { until: (event) => /"status":"(ready|failed)"/.test(event.data) });
  return events.map((event) => Progress.parse(JSON.parse(event.data)));
}
