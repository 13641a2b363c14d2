/** Options of every call. */
export interface CallOptions {
  /** Aborts the call. The time limit of the client still applies. */
  signal?: AbortSignal | undefined;
  /** For POST: a unique key, so that a repeated call runs once. Default: a random one for each call that accepts keys. */
  idempotencyKey?: string | undefined;
  /** For PUT, PATCH and DELETE: the ETag that was read. PRECONDITION_FAILED if the resource has changed since. */
  ifMatch?: string | undefined;
  /** Other request headers, for example `range`, `accept` or `x-request-id`. */
  headers?: Record<string, string> | undefined;
}

/** The response of a successful call. */
export interface ApiResponse<Data> {
  /** The JSON body; for files, pictures and event streams the unread `Response`. */
  data: Data;
  status: number;
  /** For example `etag`, `location`, `ratelimit` and `x-request-id`. */
  headers: Headers;
}

/** What the generated methods know of a call besides its input. */
export interface CallFormat {
  /** The body, where it is not JSON. */
  body?: 'form';
  /** The response, where it is not JSON. */
  response?: 'raw';
  /** The API runs it once for one idempotency key. */
  once?: true;
  /** It opens, renews or ends a session. */
  session?: true;
}

/** The input of a call, as the generated methods pass it. */
export interface CallInput extends CallOptions {
  path?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
}

/** The path `/products/{id}` with its values and the query. Undefined values are left out; lists are repeated parameters. */
export function addressOf(pattern: string, { path = {}, query = {} }: CallInput): string {
  const address = pattern.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(path[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    for (const each of [value].flat()) if (each !== undefined && each !== null) search.append(name, String(each));
  return search.size > 0 ? `${address}?${search}` : address;
}

/** The body for `fetch`, with its content type where `fetch` does not set one. */
export function bodyOf({ body }: CallInput, format: CallFormat): { body?: RequestInit['body']; headers: Record<string, string> } {
  if (body === undefined) return { headers: {} };
  if (format.body === 'form') return { body: formOf(body), headers: {} };
  if (body instanceof Blob) return { body, headers: { 'content-type': body.type || 'application/octet-stream' } };
  return { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
}

/** Text fields precede the file, so that the server can validate them before it receives the bytes. */
function formOf(fields: unknown): FormData {
  const form = new FormData();
  const entries = Object.entries(typeof fields === 'object' && fields !== null ? fields : {});
  const isFile = (value: unknown) => [value].flat()[0] instanceof Blob;
  for (const [name, value] of entries) if (value !== undefined && !isFile(value)) form.append(name, String(value));
  for (const [name, value] of entries) for (const each of [value].flat()) if (each instanceof Blob) form.append(name, each);
  return form;
}
