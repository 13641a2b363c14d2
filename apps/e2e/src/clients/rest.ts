import type { z } from 'zod';
import { ErrorBody } from '@veza/contracts';
import { type Veza, VezaError } from '@veza/sdk';

export interface RestCall {
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as it is; wins over `json`. */
  body?: string | FormData | Uint8Array;
  headers?: Record<string, string>;
  /** Time limit of the whole response in milliseconds, 15,000 by default. */
  ms?: number;
}

const ANSWER_MS = 15_000;

/** A complete response. Its body is only accessible through a schema. */
export class RestResponse {
  constructor(
    readonly request: string,
    readonly status: number,
    readonly headers: Headers,
    readonly bytes: Buffer,
  ) {}

  get text(): string {
    return this.bytes.toString('utf8');
  }

  /** This response, if it has one of these statuses; otherwise throws with the actual status and body. */
  expect(...statuses: number[]): this {
    if (statuses.includes(this.status)) return this;
    throw new Error(`${this.request} returned ${this.status} instead of ${statuses.join(' or ')}: ${this.text.slice(0, 600)}`);
  }

  as<S extends z.ZodType>(schema: S): z.output<S> {
    const read = schema.safeParse(JSON.parse(this.text));
    if (read.success) return read.data;
    const faults = read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    throw new Error(`${this.request} returned an unexpected shape (${faults}): ${this.text.slice(0, 600)}`);
  }

  /** The error body of the contract; `statuses` are those that the contract allows here. */
  refused(...statuses: number[]): ErrorBody {
    return consistent(this.request, this.expect(...statuses).as(ErrorBody), this);
  }
}

/** The error that a call of the SDK must fail with; `statuses` are those that the contract allows here. */
export async function refused(call: Promise<unknown>, ...statuses: number[]): Promise<ErrorBody> {
  const error = await call.then(
    (answer) => new Error(`the call succeeded instead of failing: ${JSON.stringify(answer)}`),
    (reason: unknown) => reason,
  );
  if (!(error instanceof VezaError) || !statuses.includes(error.status)) throw error;
  return consistent(error.call, ErrorBody.parse(error.body), error);
}

function consistent(request: string, body: ErrorBody, { status, headers }: { status: number; headers: Headers }): ErrorBody {
  const id = headers.get('x-request-id');
  if (body.status === status && body.requestId === id && body.error === body.message) return body;
  throw new Error(`${request}: the error body contradicts its response (${status}, ${id}): ${JSON.stringify(body)}`);
}

/** Requests that no typed client sends: any path and body, over the same SDK. */
export class Rest {
  constructor(
    private readonly client: (token?: string) => Veza,
    private readonly token?: string,
  ) {}

  as(token: string): Rest {
    return new Rest(this.client, token);
  }

  get = (path: string, call?: RestCall): Promise<RestResponse> => this.call('GET', path, call);
  post = (path: string, call?: RestCall): Promise<RestResponse> => this.call('POST', path, call);
  put = (path: string, call?: RestCall): Promise<RestResponse> => this.call('PUT', path, call);
  delete = (path: string, call?: RestCall): Promise<RestResponse> => this.call('DELETE', path, call);

  async call(method: string, path: string, { json, body, headers = {}, ms = ANSWER_MS }: RestCall = {}): Promise<RestResponse> {
    const response = await this.client(this.token).fetch(path, {
      method,
      redirect: 'manual',
      signal: AbortSignal.timeout(ms),
      headers: { ...(json === undefined || body !== undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      body: body ?? (json === undefined ? undefined : JSON.stringify(json)),
    });
    return new RestResponse(`${method} ${path}`, response.status, response.headers, Buffer.from(await response.arrayBuffer()));
  }
}

/** A multipart form: text fields, then one file. */
export function form(
  fields: Record<string, string>,
  part: string,
  file: { bytes: Blob | Uint8Array; name: string; type: string },
): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  data.append(part, fileOf(file));
  return data;
}

/** A file as a form takes it. */
export function fileOf({ bytes, name, type }: { bytes: Blob | Uint8Array; name: string; type: string }): File {
  return new File([bytes instanceof Blob ? bytes : new Uint8Array(bytes)], name, { type });
}
