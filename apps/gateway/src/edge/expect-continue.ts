import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * A client that expects `100 Continue` sends its body after the invitation. It is sent when reading begins: a request
 * that is rejected by name, size or type is never invited, and Node then closes the connection, because the next bytes
 * on it could be that body or another request.
 */
export function continueWhenRead(request: IncomingMessage, response: ServerResponse): void {
  request.once('resume', () => {
    if (!response.headersSent) response.writeContinue();
  });
}
