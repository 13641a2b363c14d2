import type { MediaConfig } from '../config.js';

export type PaceLimits = Pick<MediaConfig, 'UPLOAD_IDLE' | 'UPLOAD_LEAST_SPEED'>;

export interface PaceEvents {
  received(bytes: number): void;
  /** Whether this process stores what it has, and the client can do nothing but wait. */
  storing(now: boolean): void;
  /** The client is below the least speed. */
  tooSlow(): void;
}

/**
 * Passes the bytes of a client on. Only the time in which this process waits for the client counts for its speed, in
 * windows of UPLOAD_IDLE.
 */
export async function* paced(
  file: AsyncIterable<Buffer>,
  { UPLOAD_IDLE, UPLOAD_LEAST_SPEED }: PaceLimits,
  events: PaceEvents,
): AsyncGenerator<Buffer> {
  let waitedMs = 0;
  let bytes = 0;
  let since = performance.now();
  for await (const chunk of file) {
    events.received(chunk.length);
    waitedMs += performance.now() - since;
    bytes += chunk.length;
    if (waitedMs >= UPLOAD_IDLE) {
      if (bytes < (UPLOAD_LEAST_SPEED * waitedMs) / 1_000) events.tooSlow();
      waitedMs = 0;
      bytes = 0;
    }
    events.storing(true);
    yield chunk;
    events.storing(false);
    since = performance.now();
  }
  events.storing(true); // the last bytes are on their way to the store
}
