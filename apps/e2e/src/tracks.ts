import { trackProgress, type Veza } from '@veza/sdk';
import { z } from 'zod';

/** The data of a progress event. */
const Progress = z.object({ status: z.enum(['processing', 'ready', 'failed']), progress: z.number().min(0).max(100) });

/** Follows the transcoding of a track to its end, for at most `ms`, and returns all progress events. */
export async function follow(client: Veza, id: number, ms = 30_000): Promise<z.infer<typeof Progress>[]> {
  const events: z.infer<typeof Progress>[] = [];
  for await (const progress of trackProgress(client, id, { signal: AbortSignal.timeout(ms) }))
    events.push(Progress.parse(progress));
  return events;
}
