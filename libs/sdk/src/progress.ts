import { pause } from './back-off.js';
import type { ProductImport, TrackProgress } from './generated/schemas.js';
import { serverEvents, type ServerEventsOptions } from './server-events.js';
import type { Veza } from './veza.js';

/** The transcoding of a track of the user: its present state, each change, and at last `ready` or `failed`. */
export async function* trackProgress(
  veza: Pick<Veza, 'trackEvents'>,
  id: number,
  options: ServerEventsOptions = {},
): AsyncGenerator<TrackProgress, void> {
  const open = async (headers: Record<string, string>, signal: AbortSignal) =>
    (await veza.trackEvents({ path: { id }, headers, signal })).data;
  for await (const { data } of serverEvents(open, options)) {
    const progress = JSON.parse(data) as TrackProgress;
    yield progress;
    if (progress.status !== 'processing') return;
  }
}

export interface PollOptions {
  signal?: AbortSignal;
  /** Time between two requests, 1,000 by default. */
  everyMs?: number;
}

/** An import of products: its present state, each change, and at last the state in which it ended. */
export async function* productImportProgress(
  veza: Pick<Veza, 'getProductImport'>,
  id: number,
  { signal, everyMs = 1_000 }: PollOptions = {},
): AsyncGenerator<ProductImport, void> {
  for (let tag: string | undefined; ;) {
    const { data, headers } = await veza.getProductImport({ path: { id }, signal });
    const next = headers.get('etag') ?? JSON.stringify(data);
    if (next !== tag) yield data;
    tag = next;
    if (data.finished_at !== null) return;
    await pause(everyMs, signal);
    signal?.throwIfAborted();
  }
}
