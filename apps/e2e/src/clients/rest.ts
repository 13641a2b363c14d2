import type { z } from 'zod';
import { ErrorBody } from '@veza/contracts';

export interface Call {
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as it is; wins over `json`. */
  body?: string | FormData | Uint8Array;
  headers?: Record<string, string>;
  /** How long to wait for the whole answer, where 15 s are not enough. */
  ms?: number;
}

const ANSWER_MS = 15_000;

/** One answer, read to its end. What it says is only believed after a schema has been over it. */
export class Answer {
  constructor(
    readonly request: string,
    readonly status: number,
    readonly headers: Headers,
    readonly bytes: Buffer,
  ) {}

  get text(): string {
    return this.bytes.toString('utf8');
  }

  /** This answer, if it has one of these statuses; otherwise an error that shows what came instead. */
  expect(...statuses: number[]): this {
    if (statuses.includes(this.status)) return this;
    throw new Error(`${this.request} answered ${this.status} instead of ${statuses.join(' or ')}: ${this.text.slice(0, 600)}`);
  }

  as<S extends z.ZodType>(schema: S): z.output<S> {
    const read = schema.safeParse(JSON.parse(this.text));
    if (read.success) return read.data;
    const faults = read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    throw new Error(`${this.request} answered another shape (${faults}): ${this.text.slice(0, 600)}`);
  }

  /** The error body of the contract; `statuses` are those that the contract allows here. */
  refused(...statuses: number[]): ErrorBody {
    const body = this.expect(...statuses).as(ErrorBody);
    const id = this.headers.get('x-request-id');
    if (body.status !== this.status || body.requestId !== id || body.error !== body.message) {
      throw new Error(`${this.request}: the error body disagrees with its answer (${this.status}, ${id}): ${this.text}`);
    }
    return body;
  }
}

/** HTTP as any client speaks it: a base address and, once signed in, a token. */
export class Rest {
  constructor(
    readonly base: string,
    readonly token?: string,
  ) {}

  as(token: string): Rest {
    return new Rest(this.base, token);
  }

  get = (path: string, call?: Call): Promise<Answer> => this.call('GET', path, call);
  post = (path: string, call?: Call): Promise<Answer> => this.call('POST', path, call);
  put = (path: string, call?: Call): Promise<Answer> => this.call('PUT', path, call);
  delete = (path: string, call?: Call): Promise<Answer> => this.call('DELETE', path, call);

  async call(method: string, path: string, { json, body, headers = {}, ms = ANSWER_MS }: Call = {}): Promise<Answer> {
    const response = await fetch(new URL(path, this.base), {
      method,
      redirect: 'manual',
      signal: AbortSignal.timeout(ms),
      headers: {
        ...(this.token === undefined ? {} : { authorization: `Bearer ${this.token}` }),
        ...(json === undefined || body !== undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body ?? (json === undefined ? undefined : JSON.stringify(json)),
    }).catch((error: unknown) => {
      const reason = error instanceof Error ? (error.cause ?? error) : error;
      throw new Error(`${method} ${path} got no answer: ${String(reason)}`, { cause: error });
    });
    return new Answer(`${method} ${path}`, response.status, response.headers, Buffer.from(await response.arrayBuffer()));
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
  const bytes = file.bytes instanceof Blob ? file.bytes : new Uint8Array(file.bytes);
  data.append(part, new File([bytes], file.name, { type: file.type }));
  return data;
}
