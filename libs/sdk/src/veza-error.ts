import type { ErrorBody, ErrorCode } from './generated/schemas.js';

/**
 * A call without a representation to give. `code` says why, in the API's own words; `NOT_MODIFIED` after an `if-none-match`,
 * `UNREADABLE` when somebody between here and the gateway has answered instead (a proxy's page, an empty body). That there
 * was no answer at all is what `fetch` throws.
 */
export class VezaError extends Error {
  override readonly name = 'VezaError';

  constructor(
    /** The call, as in `POST /api/v1/products`. */
    readonly call: string,
    readonly status: number,
    readonly headers: Headers,
    /** The API's own words; absent when the code is `UNREADABLE`. */
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

  /** The faults of single fields: `tags.0`, and a sentence. */
  get details(): { field: string; message: string }[] {
    return this.body?.details ?? [];
  }

  /** Whether the same call may succeed later. */
  get retryable(): boolean {
    return this.body?.retryable ?? this.status >= 500;
  }

  /** Seconds after which that makes sense, where the gateway has said it. */
  get retryAfter(): number | undefined {
    const seconds = Number(this.headers.get('retry-after') ?? Number.NaN);
    return Number.isFinite(seconds) ? seconds : undefined;
  }

  /** For whoever reads the logs. */
  get requestId(): string | undefined {
    return this.body?.requestId ?? this.headers.get('x-request-id') ?? undefined;
  }
}

/** The error body, if it is one. */
export async function bodyOf(response: Response): Promise<ErrorBody | undefined> {
  const body: unknown = await response.json().catch(() => undefined); // not JSON: no error body
  return isErrorBody(body) ? body : undefined;
}

function isErrorBody(body: unknown): body is ErrorBody {
  return typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string' && 'requestId' in body;
}
