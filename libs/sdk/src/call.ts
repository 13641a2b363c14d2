/** What every call may be given besides what it takes. */
export interface Options {
  /** Ends the call from outside; the client's own time limit holds beside it. */
  signal?: AbortSignal;
  /** For a POST: one thing, however often the call is repeated. `crypto.randomUUID()` makes one. */
  idempotencyKey?: string;
  /** For PUT, PATCH and DELETE: the ETag of what was read; PRECONDITION_FAILED when it has changed since. */
  ifMatch?: string;
  /** Whatever else: `range`, `accept`, `x-request-id`. */
  headers?: Record<string, string>;
}

/** A call that succeeded. */
export interface Answer<Data> {
  /** JSON as it is described; for bytes, pictures and event streams the open `Response`. */
  data: Data;
  status: number;
  /** `etag`, `location`, `ratelimit`, `x-request-id` and others. */
  headers: Headers;
}

/** How a call differs from JSON in and JSON out. */
export interface Way {
  body?: 'form';
  answer?: 'open';
}

/** The parts of a call, as the generated methods pass them on. */
export interface Input extends Options {
  path?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
}

/** `/products/{id}` with its values, and the query behind it. What is undefined is left out; lists are repeated. */
export function addressOf(pattern: string, { path = {}, query = {} }: Input): string {
  const address = pattern.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(path[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    for (const each of [value].flat()) if (each !== undefined && each !== null) search.append(name, String(each));
  return search.size > 0 ? `${address}?${search}` : address;
}

/** The body as `fetch` takes it, with the type that it has to be told. */
export function bodyOf({ body }: Input, way: Way): { body?: RequestInit['body']; headers: Record<string, string> } {
  if (body === undefined) return { headers: {} };
  if (way.body === 'form') return { body: formOf(body), headers: {} };
  if (body instanceof Blob) return { body, headers: { 'content-type': body.type || 'application/octet-stream' } };
  return { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
}

/** Text fields first, so that a server knows them before the bytes come. */
function formOf(fields: unknown): FormData {
  const form = new FormData();
  const entries = Object.entries(typeof fields === 'object' && fields !== null ? fields : {});
  for (const [name, value] of entries) if (value !== undefined && !(value instanceof Blob)) form.append(name, String(value));
  for (const [name, value] of entries) if (value instanceof Blob) form.append(name, value);
  return form;
}
