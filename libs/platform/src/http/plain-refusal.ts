import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { FIXED_HEADERS } from './fixed-headers.js';

/** Refuses on a bare connection, with the headers of every response and without a body, and closes it. */
export function refusePlainly(line: Duplex, status: string, headers: Readonly<Record<string, string>> = {}): void {
  const fields = { ...FIXED_HEADERS, ...headers, 'content-length': '0', connection: 'close' };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}`);
  line.end(`HTTP/1.1 ${status}\r\n${lines.join('\r\n')}\r\n\r\n`);
}

const STATUS: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** What Node's parser refuses gets the headers of every response, which Node itself would leave out. */
export function refuseMalformed(server: Server): void {
  const responding = new WeakSet<Duplex>();
  server.prependListener('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    responding.add(socket);
    response.once('close', () => responding.delete(socket));
  });
  server.on('clientError', (error: NodeJS.ErrnoException, line: Duplex) => {
    // A second head in the middle of a response would be part of its body.
    if (error.code === 'ECONNRESET' || !line.writable || responding.has(line)) return void line.destroy();
    refusePlainly(line, STATUS[error.code ?? ''] ?? '400 Bad Request');
  });
}
