import type { ErrorBody, ErrorCode } from './generated/schemas.js';

/**
 * A response without the requested representation. `code` is the error code of the API, `NOT_MODIFIED` after an
 * `if-none-match`, or `UNREADABLE` if the body is not an error of the API (the page of a proxy, an empty body). If there was no
 * response at all, `fetch` throws its own error.
 */
export class VezaError extends Error {
  override readonly name = 'VezaError';

  constructor(
    /** Method and path, for example `POST /api/v1/products`. */
    readonly call: string,
    readonly status: number,
    readonly headers: Headers,
    /** The error body; absent when the code is `UNREADABLE` or `NOT_MODIFIED`. */
    readonly body?: ErrorBody,
  ) {
    super(body ? `${body.message} (${call}: ${status} ${body.code})` : `${call}: ${status}`);
  }

  static async of(call: string, response: Response): Promise<VezaError> {
    const body = await bodyOf(response);
    return new VezaError(call, response.status, response.headers, body);
  }

  get code(): ErrorCode | 'NOT_MODIFIED' | 'UNREADABLE' {
    return this.body?.code ?? (this.status === 304 ? 'NOT_MODIFIED' : 'UNREADABLE');
  }

  /** Errors of single fields: the path (`tags.0`) and a sentence. */
  get details(): { field: string; message: string }[] {
    return this.body?.details ?? [];
  }

  /** Whether the same call may succeed later without being changed. */
  get retryable(): boolean {
    return this.body?.retryable ?? this.status >= 500;
  }

  /** Seconds to wait before a retry, from the header `Retry-After`. */
  get retryAfter(): number | undefined {
    const seconds = Number(this.headers.get('retry-after') ?? Number.NaN);
    return Number.isFinite(seconds) ? seconds : undefined;
  }

  /** Id of the request in the logs of the services. */
  get requestId(): string | undefined {
    return this.body?.requestId ?? this.headers.get('x-request-id') ?? undefined;
  }
}

/** The error body, or undefined if the body is something else. */
export async function bodyOf(response: Response): Promise<ErrorBody | undefined> {
  const body: unknown = await response.json().catch(() => undefined); // not JSON: no error body
  return isErrorBody(body) ? body : undefined;
}

function isErrorBody(body: unknown): body is ErrorBody {
  return typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string' && 'requestId' in body;
}
