import type { IncomingMessage } from 'node:http';

/** The rest of a smaller body is read, so that the connection can serve the next request. */
const WORTH_READING = 64 * 1024;
/** How long, and how much, a client may still send before it has read its error. */
const LINGER_MS = 2_000;
const LINGER_BYTES = 8 * 1024 * 1024;

/** Whether a request is rejected in the middle of a body that is not worth reading to its end. */
export function leavesBodyUnread({ headers, complete }: IncomingMessage, status: number): boolean {
  if (complete) return false;
  const length = headers['transfer-encoding'] === undefined ? Number(headers['content-length'] ?? 0) : Infinity;
  return length > WORTH_READING || (status === 408 && length > 0);
}

/**
 * Closes the connection in two steps after the response. Node would close it at once, so that a client which still
 * sends is reset before it has read the error; or it would read the unwanted body to its end. Here our side ends after
 * the response, a bounded rest is read and dropped, and then the socket is destroyed.
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
      request.destroy(); // ends every reader of the body
    });
    request.once('end', () => socket.destroy());
  };
}
