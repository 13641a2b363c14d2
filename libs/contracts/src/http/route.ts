import { z } from 'zod';
import { ErrorCode, FieldFault } from '../errors.js';
import type { Tag } from './tags.js';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * Where a route is served: `veza` under `/api/v1` and, the same, without a prefix; `nova` under `/api`; `root` as written.
 */
export type Edition = 'veza' | 'nova' | 'root';

/** Who may call: `none` reads no token, `optional` takes one if it is there (a bad one is still 401). */
export type Access = 'none' | 'optional' | 'user' | 'moderator' | 'admin';

export interface Success {
  readonly status: 200 | 201 | 202 | 204 | 206 | 302 | 304;
  readonly description: string;
  /** Absent: no body. */
  readonly body?: z.ZodType;
  /** Default `application/json`. A range for bytes that have the type of what is in them. */
  readonly contentType?: string;
}

/**
 * One HTTP call of the gateway, from which its handler's validation, the OpenAPI document and the SDK are made.
 * `path` is written `/products/:id`. `body` is a schema for JSON, or names a stream that the handler takes raw.
 * 400, 401/403 by `access`, 404 on paths with parameters, 408, 413, 415, 429, 500, 503 and 504 come with the kind of route
 * and are not listed in `errors`.
 */
export interface HttpRoute<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
> {
  readonly kind: 'http';
  readonly method: HttpMethod;
  readonly path: string;
  readonly edition: Edition;
  readonly id: string;
  readonly tag: Tag;
  readonly summary: string;
  readonly access: Access;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** How the body arrives: JSON by default; `multipart` and `bytes` are streamed and never parsed by the gateway. */
  readonly bodyKind: 'json' | 'multipart' | 'bytes' | 'none';
  /** The name of the file in a multipart body; `body` are the text fields beside it. */
  readonly fileField?: string;
  readonly success: readonly Success[];
  readonly errors: readonly ErrorCode[];
  /** Whether a POST takes an Idempotency-Key. Token-issuing calls do not. */
  readonly idempotencyKey: boolean;
  /** Whether the answer carries an ETag and If-None-Match / If-Match are obeyed. */
  readonly etag: boolean;
}

export interface HttpDefinition<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> {
  id: string;
  tag: Tag;
  summary: string;
  access: Access;
  edition?: Edition;
  params?: Params;
  query?: Query;
  body?: Body;
  bodyKind?: 'json' | 'multipart' | 'bytes' | 'none';
  fileField?: string;
  success: readonly Success[];
  errors?: readonly ErrorCode[];
  idempotencyKey?: boolean;
  etag?: boolean;
}

const Nothing = z.object({});

export function http<
  Params extends z.ZodType = typeof Nothing,
  Query extends z.ZodType = typeof Nothing,
  Body extends z.ZodType = typeof Nothing,
>(method: HttpMethod, path: string, definition: HttpDefinition<Params, Query, Body>): HttpRoute<Params, Query, Body> {
  const { params, query, body, ...rest } = definition;
  return {
    kind: 'http',
    method,
    path,
    edition: 'veza',
    errors: [],
    idempotencyKey: method === 'POST',
    etag: method === 'GET',
    bodyKind: body ? 'json' : 'none',
    ...rest,
    // An absent part is validated as an empty object; the generics' defaults say the same to the type checker.
    params: (params ?? Nothing) as Params,
    query: (query ?? Nothing) as Query,
    body: (body ?? Nothing) as Body,
  };
}

/** What a handler of this route is given: the three validated parts, and the version that a precondition has seen. */
export interface RouteInput<R extends HttpRoute> {
  params: z.output<R['params']>;
  query: z.output<R['query']>;
  body: z.output<R['body']>;
  /** With If-Match: the version that the representation it named is of, for the service to compare in the change itself. */
  matched?: string;
}

/** The id in a path: a positive integer that fits the database's `integer`. */
export const IdParam = z.object({ id: z.coerce.number().int().min(1).max(2_147_483_647) });

/** The one error body, of both editions. `error` and `message` are the same sentence: each edition's clients read one of them. */
export const ErrorBody = z.object({
  success: z.literal(false),
  error: z.string(),
  code: ErrorCode,
  message: z.string(),
  status: z.int(),
  requestId: z.string(),
  retryable: z.boolean().describe('Whether the same request may succeed later without being changed'),
  details: z.array(FieldFault).optional().describe('The faults of single fields, in the caller’s own spelling'),
  current: z.unknown().optional().describe('With PRECONDITION_FAILED: what is there now'),
});
export type ErrorBody = z.infer<typeof ErrorBody>;

/** The same refusal as RFC 9457. */
export const ProblemBody = ErrorBody.omit({ success: true, error: true, message: true }).extend({
  type: z.string(),
  title: z.string(),
});
export type ProblemBody = z.infer<typeof ProblemBody>;
