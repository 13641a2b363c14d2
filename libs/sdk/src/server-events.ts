import { backOff, pause } from './back-off.js';
import { Deadline } from './deadline.js';
import { VezaError } from './veza-error.js';

/** An event of a stream of Server-Sent Events. */
export interface ServerEvent {
  /** `message` where the server names none. */
  event: string;
  data: string;
}

export interface ServerEventsOptions {
  /** Ends the stream, with its reason. */
  signal?: AbortSignal;
}

const RETRY = { firstMs: 1_000, longestMs: 15_000 };
/** Failures in a row without an event. */
const MOST_FAILURES = 8;
/** A server that keeps its streams alive writes more often. */
const SILENT_MS = 60_000;

/**
 * The events of a stream. A lost or ended stream is opened again, after growing random delays, with the id of the last event.
 * It ends when the server has no more (204). A refusal is thrown.
 *
 * @param open requests the stream, with these headers
 */
export async function* serverEvents(
  open: (headers: Record<string, string>, signal: AbortSignal) => Promise<Response>,
  { signal }: ServerEventsOptions = {},
): AsyncGenerator<ServerEvent, void> {
  let lastId: string | undefined;
  for (let failures = 0; ; failures += 1) {
    if (failures > 0) await pause(backOff(failures - 1, RETRY), signal);
    signal?.throwIfAborted();
    const stop = new AbortController();
    const limits = new Deadline([stop.signal, signal]);
    try {
      const headers = { accept: 'text/event-stream', ...(lastId !== undefined && { 'last-event-id': lastId }) };
      const response = await open(headers, limits.signal);
      if (response.status === 204 || !response.body) return;
      for await (const { id, ...event } of read(response.body, stop)) {
        lastId = id ?? lastId;
        failures = 0;
        yield event;
      }
    } catch (error) {
      signal?.throwIfAborted();
      if (failures >= MOST_FAILURES || (error instanceof VezaError && !error.retryable)) throw error;
    } finally {
      stop.abort(); // also when the consumer ends early
      limits.clear();
    }
  }
}

async function* read(body: ReadableStream<Uint8Array>, stop: AbortController): AsyncGenerator<ServerEvent & { id?: string }> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  for (let rest = ''; ;) {
    const silence = setTimeout(() => stop.abort(new TypeError('The stream is silent')), SILENT_MS);
    const { done, value } = await reader.read().finally(() => clearTimeout(silence));
    if (done) return;
    const blocks = (rest + decoder.decode(value, { stream: true })).split(/\r?\n\r?\n/);
    rest = blocks.pop() ?? '';
    for (const block of blocks) yield* parse(block);
  }
}

/** A block without data is a comment that keeps the stream alive. */
function parse(block: string): (ServerEvent & { id?: string })[] {
  const fields = block.split(/\r?\n/).map((line) => /^(\w+): ?(.*)$/.exec(line) ?? []);
  const all = (wanted: string) => fields.flatMap(([, name, value]) => (name === wanted ? [value ?? ''] : []));
  if (all('data').length === 0) return [];
  return [{ event: all('event').at(-1) ?? 'message', data: all('data').join('\n'), id: all('id').at(-1) }];
}
