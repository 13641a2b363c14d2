import { z } from 'zod';
import { ErrorCode, FieldError } from '../errors.js';
import type { PermissionName } from '../permissions/permissions.js';
import type { Tag } from './tags.js';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * Where a route is served: `veza` under `/api/v1` and, the same, without a prefix; `nova` under `/api`; `root` as written.
 */
export type Edition = 'veza' | 'nova' | 'root';

/** The authentication of a call: `none` reads no token; `optional` accepts one, and rejects an invalid one with 401. */
export type Access = 'none' | 'optional' | 'user' | 'moderator' | 'admin';

export interface Success {
  readonly status: 200 | 201 | 202 | 204 | 206 | 302 | 304;
  readonly description: string;
  /** Absent: no body. */
  readonly body?: z.ZodType;
  /** Default: `application/json`. A media range of any type where the type is that of a stored file. */
  readonly contentType?: string;
}

/** When a call ends (docs/protocol/rest.md, "Versions"). The dates are days, `2027-06-01`. */
export interface Deprecation {
  /** The day from which it is deprecated: the day of the release that says so. */
  readonly from: string;
  /** The day from which it may be gone, at least 180 days later. */
  readonly until: string;
  /** The id of the call that takes its place. */
  readonly successor?: string;
}

/**
 * One HTTP call of the gateway: the source of its validation, its part of the OpenAPI document and its SDK method.
 *
 * `path` is written `/products/:id`. `summary` is an imperative or noun phrase without a period; `description` states rules
 * that the schemas do not show. `errors` lists the codes specific to this call. 400, 401 and 403 by `access`, 404 on paths
 * with parameters, 408, 413, 415, 429, 500, 503 and 504 follow from the kind of route and are not listed.
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
  /** What a caller needs to make this call: `PERMISSIONS` lists its holders, and the service checks it. */
  readonly permission: PermissionName;
  readonly tag: Tag;
  readonly summary: string;
  readonly description?: string;
  readonly access: Access;
  /** The session must have authenticated a short time ago (FRESH_SIGN_IN), otherwise `FRESH_SIGN_IN_REQUIRED`. */
  readonly fresh: boolean;
  /** The address of the account must be verified, otherwise `EMAIL_UNVERIFIED`: for calls that add access to an account. */
  readonly verified: boolean;
  readonly params: Params;
  readonly query: Query;
  /** Another server makes the address and adds names to the query. Of every other route an unknown name is refused. */
  readonly openQuery: boolean;
  readonly body: Body;
  /** JSON by default. `multipart` and `bytes` are streamed; the gateway never parses them. */
  readonly bodyKind: 'json' | 'multipart' | 'bytes' | 'none';
  /** The name of the file field in a multipart body; `body` describes the text fields. */
  readonly fileField?: string;
  /** The field takes up to this many files; one file if absent. */
  readonly mostFiles?: number;
  /** Request headers of this call by name, with their descriptions. */
  readonly requestHeaders?: Readonly<Record<string, string>>;
  readonly success: readonly Success[];
  readonly errors: readonly ErrorCode[];
  /** Whether a POST accepts an Idempotency-Key. Calls that issue tokens do not. */
  readonly idempotencyKey: boolean;
  /**
   * Where the response to a repeated POST comes from: the copy that the gateway keeps, or the service, for data that may
   * be stored in the schema of that service only.
   */
  readonly replayedBy: 'gateway' | 'service';
  /** Whether a GET returns an ETag and honours If-None-Match. */
  readonly etag: boolean;
  /** Of a change: the path whose GET is the representation that If-Match names. Default: its own path. */
  readonly changes: string;
  /** A list without a place for a cursor: the header `Link` has the address of the next page. */
  readonly linked: boolean;
  /** Absent: it stays. */
  readonly deprecated?: Deprecation;
}

export interface HttpDefinition<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> {
  id: string;
  permission: PermissionName;
  tag: Tag;
  summary: string;
  description?: string;
  access: Access;
  fresh?: boolean;
  verified?: boolean;
  edition?: Edition;
  params?: Params;
  query?: Query;
  openQuery?: boolean;
  body?: Body;
  bodyKind?: 'json' | 'multipart' | 'bytes' | 'none';
  fileField?: string;
  mostFiles?: number;
  requestHeaders?: Readonly<Record<string, string>>;
  success: readonly Success[];
  errors?: readonly ErrorCode[];
  idempotencyKey?: boolean;
  replayedBy?: 'gateway' | 'service';
  etag?: boolean;
  changes?: string;
  linked?: boolean;
  deprecated?: Deprecation;
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
    fresh: false,
    openQuery: false,
    verified: false,
    errors: [],
    idempotencyKey: method === 'POST',
    replayedBy: 'gateway',
    etag: method === 'GET',
    changes: path,
    linked: false,
    bodyKind: body ? 'json' : 'none',
    ...rest,
    // An absent part is validated as an empty object, as the defaults of the type parameters declare.
    params: (params ?? Nothing) as Params,
    query: (query ?? Nothing) as Query,
    body: (body ?? Nothing) as Body,
  };
}

/** The input of a route's handler: the three validated parts, and the version that If-Match names. */
export interface RouteInput<R extends HttpRoute> {
  params: z.output<R['params']>;
  query: z.output<R['query']>;
  body: z.output<R['body']>;
  /** With If-Match: the version of the matching representation, which the service compares inside its transaction. */
  matched?: string;
}

/** The id in a path: a positive integer that fits Postgres' `integer`. */
export const IdParam = z.object({
  id: z.coerce.number().int().min(1).max(2_147_483_647).describe('Id of the resource, a positive integer.'),
});

/** A filter by user: an id, or `me`. A form submits it empty, which filters nothing. */
export const OwnerParam = z.union([z.literal(''), z.literal('me'), IdParam.shape.id], { error: 'must be an id or "me"' });

/** `IdParam` with a description that names the resource. */
export const idOf = (resource: string) => z.object({ id: IdParam.shape.id.describe(`Id of the ${resource}.`) });

/** The error body of both editions. `error` and `message` are the same sentence: clients of either edition read one of them. */
export const ErrorBody = z
  .object({
    success: z.literal(false).describe('Always false.'),
    error: z.string().describe('The same sentence as `message`.'),
    code: ErrorCode,
    message: z.string().describe('What went wrong and how to proceed, in English or, by `Accept-Language`, in French.'),
    status: z.int().describe('HTTP status of the response.'),
    requestId: z.string().describe('Id of the request, also in the header `X-Request-Id` and in the logs of every service.'),
    retryable: z.boolean().describe('Whether the same request may succeed later without being changed.'),
    details: z.array(FieldError).optional().describe('Errors of single fields, at most 20.'),
    current: z.unknown().optional().describe('With `PRECONDITION_FAILED`: the current representation of the resource.'),
  })
  .describe('An error.');
export type ErrorBody = z.infer<typeof ErrorBody>;

/** The same error as RFC 9457. */
export const ProblemBody = ErrorBody.omit({ success: true, error: true, message: true })
  .extend({
    type: z.string().describe('`urn:veza:error:` followed by the error code.'),
    title: z.string().describe('What went wrong and how to proceed, in English or, by `Accept-Language`, in French.'),
  })
  .describe('An error as a problem document (RFC 9457), sent with `Accept: application/problem+json`.');
export type ProblemBody = z.infer<typeof ProblemBody>;
