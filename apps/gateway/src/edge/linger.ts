import type { IncomingMessage } from 'node:http';

/** What is left of a smaller body is read, so that the connection can serve the next request. */
const WORTH_READING = 64 * 1024;
/** How long, and how much, a refused client may still send while it has not read its refusal. */
const LINGER_MS = 2_000;
const LINGER_BYTES = 8 * 1024 * 1024;

/** Whether a request is refused in the middle of a body that is not worth reading to its end. */
export function leavesBodyUnread({ headers, complete }: IncomingMessage, status: number): boolean {
  if (complete) return false;
  const length = headers['transfer-encoding'] === undefined ? Number(headers['content-length'] ?? 0) : Infinity;
  return length > WORTH_READING || (status === 408 && length > 0);
}

/**
 * Has the connection end in two steps once the answer is written. Node would close it at once, and a client that is still
 * sending would be reset before it has read why; or read on to the end of a body that nobody wants. Here the answer is
 * followed by the end of our side, a little more is read and forgotten, and then the connection is cut.
 */
export function linger(request: IncomingMessage): void {
  const { socket } = request;
  let left = LINGER_BYTES;
  request
    .on('data', (chunk: Buffer) => {
      left -= chunk.length;
      if (left <= 0) request.pause();
    })
    .on('error', () => undefined);
  socket.destroySoon = () => {
    socket.end();
    const limit = setTimeout(() => socket.destroy(), LINGER_MS);
    socket.once('close', () => {
      clearTimeout(limit);
      request.destroy(); // who waits for its end is told
    });
    request.once('end', () => socket.destroy());
  };
}
