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

  override write(context: Write[0], headers: Write[1], status: Write[2], body: Write[3]): ReturnType<Server['write']> {
    if (status < 400) return super.write(context, headers, status, body);
    const refusal = isOurs(body) ? { status_code: status, body } : this.refusalOf(tusErrorOf({ status_code: status, body }));
    headers.set('content-type', 'application/json; charset=utf-8');
    return super.write(context, headers, refusal.status_code, refusal.body);
  }
}

const isOurs = (body: string | undefined): body is string => ErrorBody.safeParse(parseJson(body ?? '')).success;
