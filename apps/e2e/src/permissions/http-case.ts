import type { ErrorCode } from '@veza/contracts';
import type { TestUser } from '../test-users.js';
import type { Exceptions, Visibility } from './expected.js';
import type { Objects } from './objects.js';

/** What a request adds to its route. Without `json` and `body`, the body is the example of the contract. */
export interface CaseRequest {
  params?: Record<string, string | number>;
  query?: Record<string, string>;
  json?: object;
  body?: FormData | Uint8Array;
  headers?: Record<string, string>;
}

/** One row of the matrix: the valid request of a route, which every caller sends. */
export interface HttpCase {
  request?: (objects: Objects, caller: TestUser | undefined) => Promise<CaseRequest> | CaseRequest;
  /** The visibilities of the object; by default both if the permission distinguishes them, else public. */
  visibilities?: readonly Visibility[];
  /** The call deletes its object or its caller's membership, so each allowed call gets a set of objects of its own. */
  uses?: 'own objects';
  /** The service refuses more than a few of these calls at once. */
  sent?: 'one by one';
  /** The call ends the session or the account, so a new user of the kind sends it. */
  caller?: 'new';
  /** An error that only follows an allowed call, where a success needs a secret from a mail, or megabytes. */
  allowedError?: ErrorCode;
  /** Outcomes that the permission list does not state. */
  except?: Exceptions;
}

export type HttpCases = Readonly<Record<string, HttpCase>>;
