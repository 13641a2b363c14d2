import type { IncomingMessage, ServerResponse } from 'node:http';
import { ErrorBody, parseJson } from '@veza/contracts';
import { Server } from '@tus/server';
import { tusErrorOf } from './tus-errors.js';

type Write = Parameters<Server['write']>;

/** Of a refusal: the status, and the error body of this platform as JSON. */
export interface Refusal {
  status_code: number;
  body: string;
}

/**
 * The tus server with the error body of this platform. The library passes errors of its handlers to `onResponseError`; a
 * request that it refuses before a handler runs (a header that is missing or invalid, an unknown method) it only writes.
 */
export class TusServer extends Server {
  constructor(
    options: Omit<ConstructorParameters<typeof Server>[0], 'onResponseError'>,
    private readonly refusalOf: (error: unknown) => Refusal,
  ) {
    super({ ...options, onResponseError: (_request, error) => refusalOf(tusErrorOf(error)) });
  }

  /**
   * Ends with the connection, too: the library waits for the end of the response, which Node reports for no client that has
   * left. A caller that waited for it would hold its place for ever.
   */
  override async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      if (response.closed) resolve();
      else response.once('close', resolve);
    });
    await Promise.race([super.handle(request, response), closed]);
  }

  override write(context: Write[0], headers: Write[1], status: Write[2], body: Write[3]): ReturnType<Server['write']> {
    if (status < 400) return super.write(context, headers, status, body);
    const refusal = isOurs(body) ? { status_code: status, body } : this.refusalOf(tusErrorOf({ status_code: status, body }));
    headers.set('content-type', 'application/json; charset=utf-8');
    return super.write(context, headers, refusal.status_code, refusal.body);
  }
}

const isOurs = (body: string | undefined): body is string => ErrorBody.safeParse(parseJson(body ?? '')).success;
