import { ErrorBody, parseJson } from '@veza/contracts';
import { Description } from '../clients/description.js';
import type { OpenApi, Operation } from '../clients/openapi.js';
import type { Draft } from './draft.js';
import type { RawReply } from './send.js';

const INSIDE =
  /\bat (async )?\w+.*:\d+:\d+|node_modules|\bSELECT\b|\bINSERT INTO\b|syntax error at or near|violates \w+|invalid input syntax|\/(home|root|usr|apps|tmp|work)\/|ECONNREFUSED/;
const MOST_DETAILS = 20;

/** Checks responses against the OpenAPI document, and errors against the general rules of the contract. */
export class Verdict {
  private readonly description: Description;

  constructor(api: OpenApi) {
    this.description = new Description(api);
  }

  /** The faults of a response, one sentence each. */
  faults(operation: Operation, draft: Draft, reply: RawReply): string[] {
    const { status, headers, bytes, path } = reply;
    const faults: string[] = [];
    if (status >= 500) faults.push(`answers ${status}`);
    if (!headers['x-request-id']) faults.push(`${status} without x-request-id`);
    const reached = this.reached(operation, draft, path);
    if (status >= 400) faults.push(...this.refusal(reached ?? operation, draft, reply));
    if (!reached) return faults; // only the form of its error counts here
    return [...faults, ...this.description.faults(reached, { method: draft.method, status, headers, bytes })];
  }

  /** Another method reaches another operation or none; an invalid path still reaches this one. */
  private reached(operation: Operation, { method }: Draft, path: string): Operation | undefined {
    return this.description.reached(method, path) ?? (method === operation.method ? operation : undefined);
  }

  private refusal(operation: Operation, draft: Draft, { status, headers, bytes }: RawReply): string[] {
    if (draft.method === 'HEAD') return [];
    const text = bytes.toString('utf8');
    const body = parseJson(text);
    const inside = INSIDE.exec(text);
    const faults = inside ? [`${status} reveals "${inside[0].slice(0, 60)}"`] : [];
    if (headers['content-type']?.startsWith('application/problem+json')) return faults;
    const read = ErrorBody.safeParse(body);
    if (!read.success) return [...faults, `${status} has no error body`];
    const { code, details = [], requestId } = read.data;
    if (read.data.status !== status || requestId !== headers['x-request-id']) faults.push(`${status} disagrees with its body`);
    if (code === 'VALIDATION_FAILED' && !namesAField(details, operation, draft)) faults.push('400 names no field of the request');
    if (details.length > MOST_DETAILS) faults.push(`400 names ${details.length} fields`);
    return faults;
  }
}

/** Whether the error names a field of the request. A body that is not an object has none. */
function namesAField(details: readonly { field: string }[], { parameters, bodyFields }: Operation, draft: Draft): boolean {
  const { body, query, headers } = draft;
  const own =
    body.kind === 'json' ? Object.keys(Object(body.value)) : body.kind === 'form' ? body.parts.map(({ name }) => name) : [];
  const names = [
    ...parameters.map(({ name }) => name),
    ...bodyFields,
    ...own,
    ...query.flatMap(([name]) => [name, name.replace(/\[.*$/, '')]),
    ...Object.keys(headers),
    'content-type',
  ];
  if (body.kind === 'raw') return details.length > 0;
  return details.some(({ field }) =>
    names.some((name) => field.toLowerCase() === name.toLowerCase() || field.startsWith(`${name}.`)),
  );
}
