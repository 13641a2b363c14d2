import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * A client that expects `100 Continue` keeps its body until it is invited. It is when somebody begins to read, not before: whoever
 * is refused by name, by size or by type has sent nothing.
 */
export function inviteWhenRead(request: IncomingMessage, response: ServerResponse): void {
  request.once('resume', () => {
    if (!response.headersSent) response.writeContinue();
  });
}

/** Whether a client still waits for that. Refused, it may send its next request where its body was announced. */
export const waitsForInvitation = ({ headers, readableFlowing }: IncomingMessage): boolean =>
  headers.expect?.toLowerCase() === '100-continue' && readableFlowing === null;
