import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * A client that expects `100 Continue` keeps its body until it is invited. It is when somebody begins to read, not before: whoever
 * is refused by name, by size or by type has sent nothing. Node then closes the connection by itself, since the next thing on it
 * could be that body or another request.
 */
export function continueWhenRead(request: IncomingMessage, response: ServerResponse): void {
  request.once('resume', () => {
    if (!response.headersSent) response.writeContinue();
  });
}
