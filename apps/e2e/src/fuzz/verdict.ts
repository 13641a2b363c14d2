import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { ErrorBody, parseJson } from '@veza/contracts';
import type { Draft } from './draft.js';
import type { OpenApi, Operation } from './openapi.js';
import type { Reply } from './send.js';

const INSIDE =
  /\bat (async )?\w+.*:\d+:\d+|node_modules|\bSELECT\b|\bINSERT INTO\b|syntax error at or near|violates \w+|invalid input syntax|\/(home|root|usr|apps|tmp|work)\/|ECONNREFUSED/;
const MOST_DETAILS = 20;

/** Holds answers against the document that the same system gave of itself. */
export class Verdict {
  private readonly ajv = new Ajv2020({ strict: false, validateFormats: false });
  private readonly validators = new Map<string, ValidateFunction>();

  constructor(api: OpenApi) {
    this.ajv.addSchema(api.document, 'openapi');
  }

  /** What is wrong with this answer, a sentence each. */
  faults(operation: Operation, draft: Draft, reply: Reply): string[] {
    const { status, headers } = reply;
    const faults: string[] = [];
    if (status >= 500) faults.push(`answers ${status}`);
    if (!headers['x-request-id']) faults.push(`${status} without x-request-id`);
    if (status >= 400) faults.push(...this.refusal(operation, draft, reply));
    const other = draft.method !== operation.method && !(draft.method === 'HEAD' && operation.method === 'GET');
    if (other) return faults; // another operation, or none: what its refusals look like is all that counts here
    const declared = operation.answers.get(status);
    if (!declared) return [...faults, `${status} is not declared`];
    return [...faults, ...this.content(declared, draft, reply)];
  }

  private content(declared: Map<string, string>, { method }: Draft, { status, headers, bytes }: Reply): string[] {
    const type = headers['content-type']?.split(';')[0] ?? '';
    if (method === 'HEAD' || status === 304) return bytes.length === 0 ? [] : [`${method} ${status} with a body`];
    if (declared.size === 0) return bytes.length === 0 ? [] : [`${status} has a body, and none is declared`];
    if (bytes.length === 0 && type === '') return [`${status} without the declared body`];
    const pointer = [...declared].find(([range]) => accepts(range, type))?.[1];
    if (pointer === undefined) return [`${status} comes as ${type}, declared is ${[...declared.keys()].join(', ')}`];
    if (!/json$/.test(type)) return [];
    const validate = this.validator(pointer);
    if (validate(parseJson(bytes.toString('utf8')))) return [];
    return [`the body of ${status} fails its schema: ${this.ajv.errorsText(validate.errors)}`];
  }

  private refusal(operation: Operation, draft: Draft, { status, headers, bytes }: Reply): string[] {
    if (draft.method === 'HEAD') return [];
    const text = bytes.toString('utf8');
    const body = parseJson(text);
    const inside = INSIDE.exec(text);
    const faults = inside ? [`${status} tells "${inside[0].slice(0, 60)}"`] : [];
    if (headers['content-type']?.startsWith('application/problem+json')) return faults;
    const read = ErrorBody.safeParse(body);
    if (!read.success) return [...faults, `${status} has no error body`];
    const { code, details = [], requestId } = read.data;
    if (read.data.status !== status || requestId !== headers['x-request-id']) faults.push(`${status} disagrees with its body`);
    if (code === 'VALIDATION_FAILED' && !namesAField(details, operation, draft)) faults.push('400 names no field of the request');
    if (details.length > MOST_DETAILS) faults.push(`400 names ${details.length} fields`);
    return faults;
  }

  private validator(pointer: string): ValidateFunction {
    const validate = this.validators.get(pointer) ?? this.ajv.compile({ $ref: `openapi${pointer}` });
    this.validators.set(pointer, validate);
    return validate;
  }
}

/** Whether somebody is told which of their own fields it was. A body that is no object has none. */
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
  ];
  if (body.kind === 'raw') return details.length > 0;
  return details.some(({ field }) =>
    names.some((name) => field.toLowerCase() === name.toLowerCase() || field.startsWith(`${name}.`)),
  );
}

const accepts = (range: string, type: string): boolean =>
  range === type || range === '*/*' || (range.endsWith('/*') && type.startsWith(range.slice(0, -1)));
