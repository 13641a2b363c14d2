import { z } from 'zod';
import type { ErrorCode } from './errors.js';
import type { PermissionName } from './permissions/permissions.js';

/**
 * One call that a service handles over Redis RPC.
 *
 * `subject` is `<service>.<feature>.<verb>`: its first part names the service that must have exactly one handler for it.
 * `permission` is what its handler checks for the caller, and what the HTTP route before it names. A call that is an action
 * of its own has its subject as permission; a step of an action has that of the action. `internal` calls come from services.
 * `errors` are the codes that its handler throws; UNAVAILABLE, OVERLOADED, DEADLINE, INTERNAL and VALIDATION_FAILED are
 * possible with every call and are not listed.
 * `idempotent`: running the call twice is harmless, so a caller may retry it once after the replica that handled it died.
 */
export interface RpcContract<Req extends z.ZodType = z.ZodType, Res extends z.ZodType = z.ZodType> {
  readonly kind: 'rpc';
  readonly subject: string;
  readonly permission: PermissionName | 'internal';
  readonly summary: string;
  readonly request: Req;
  readonly reply: Res;
  readonly errors: readonly ErrorCode[];
  readonly idempotent: boolean;
  /** The `signal` of the handler aborts when the client of the caller has left: for expensive reads. */
  readonly cancellable: boolean;
  /** How long the caller waits in milliseconds, unless its own request has an earlier deadline. */
  readonly deadlineMs: number;
}

export interface RpcDefinition<Req extends z.ZodType, Res extends z.ZodType> {
  permission: PermissionName | 'internal';
  summary: string;
  request: Req;
  reply: Res;
  errors?: readonly ErrorCode[];
  idempotent?: boolean;
  cancellable?: boolean;
  deadlineMs?: number;
}

const SUBJECT = /^[a-z]+(\.[a-z]+[A-Za-z]*){2}$/;

export function rpc<Req extends z.ZodType, Res extends z.ZodType>(
  subject: string,
  definition: RpcDefinition<Req, Res>,
): RpcContract<Req, Res> {
  if (!SUBJECT.test(subject)) throw new Error(`RPC subject ${subject} is not <service>.<feature>.<verb>`);
  return { kind: 'rpc', subject, errors: [], idempotent: false, cancellable: false, deadlineMs: 5_000, ...definition };
}

export type RpcRequest<C extends RpcContract> = z.input<C['request']>;
/** The request as a handler sees it: validated, with defaults filled in. */
export type RpcInput<C extends RpcContract> = z.output<C['request']>;
export type RpcReply<C extends RpcContract> = z.output<C['reply']>;

/** The reply of a call that returns no data. */
export const Done = z.null();
