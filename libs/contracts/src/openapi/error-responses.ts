import { ERRORS, ErrorCode } from '../errors.js';
import type { HttpRoute } from '../http/route.js';
import { errorHeaders } from './headers.js';
import type { Json } from './schemas.js';

/** Every error status of a call: those of its contract, and those that follow from the kind of route. */
export function errorStatusesOf(route: HttpRoute): number[] {
  const codes: ErrorCode[] = [
    ...route.errors,
    'VALIDATION_FAILED',
    'RATE_LIMITED',
    'HEADERS_TOO_LARGE',
    'INTERNAL',
    'UNAVAILABLE',
    'DEADLINE',
  ];
  if (route.access !== 'none') codes.push('UNAUTHENTICATED');
  if (route.access !== 'none') codes.push('SCOPE_MISSING');
  if (route.fresh) codes.push('FRESH_SIGN_IN_REQUIRED');
  if (route.verified) codes.push('EMAIL_UNVERIFIED');
  if (route.path.includes(':')) codes.push('NOT_FOUND');
  if (route.bodyKind !== 'none') codes.push('REQUEST_TIMEOUT', 'UNSUPPORTED_MEDIA_TYPE');
  if (route.method !== 'GET') codes.push('PAYLOAD_TOO_LARGE'); // also without a declared body: one that is sent is read
  if (route.method === 'POST' && route.idempotencyKey) codes.push('IDEMPOTENCY_IN_FLIGHT');
  if (['PUT', 'PATCH', 'DELETE'].includes(route.method)) codes.push('PRECONDITION_FAILED');
  return [...new Set(codes.map((code) => ERRORS[code].status))].sort((a, b) => a - b);
}

/** `components.responses`: one per status, in both shapes of an error, with an example for each code of the catalogue. */
export function errorResponses(statuses: readonly number[]): Json {
  return Object.fromEntries(statuses.map((status) => [errorResponseName(status), responseOf(status)]));
}

export const errorResponseName = (status: number): string => `Error${status}`;

function responseOf(status: number): Json {
  const codes = ErrorCode.options.filter((code) => ERRORS[code].status === status);
  const media = (name: string, exampleOf: (code: ErrorCode) => Json) => ({
    schema: { $ref: `#/components/schemas/${name}` },
    examples: Object.fromEntries(codes.map((code) => [code, { summary: ERRORS[code].message, value: exampleOf(code) }])),
  });
  return {
    description: codes.map((code) => `\`${code}\`: ${ERRORS[code].message}.`).join(' '),
    headers: errorHeaders(status),
    content: {
      'application/json': media('ErrorBody', errorExample),
      'application/problem+json': media('ProblemBody', problemExample),
    },
  };
}

const facts = (code: ErrorCode) => {
  const { status, retryable } = ERRORS[code];
  return { code, status, requestId: '0f8e6d5c-4b3a-4921-8877-665544332211', retryable };
};

function errorExample(code: ErrorCode): Json {
  const { message } = ERRORS[code];
  return { success: false, error: message, message, ...facts(code) };
}

function problemExample(code: ErrorCode): Json {
  return { type: `urn:veza:error:${code}`, title: ERRORS[code].message, ...facts(code) };
}
