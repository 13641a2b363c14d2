import { isNativeError } from 'node:util/types';
import { DeclaredError, fieldErrors, type ErrorCode } from '@veza/contracts';
import { z } from 'zod';

/** Errors of fastify, Nest and the file system, by their own codes, then by status. Their texts are not sent to clients. */
const BY_CODE: Record<string, ErrorCode> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'UNSUPPORTED_MEDIA_TYPE',
  FST_ERR_CTP_BODY_TOO_LARGE: 'PAYLOAD_TOO_LARGE',
  FST_ERR_CTP_INVALID_JSON_BODY: 'MALFORMED_BODY',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'MALFORMED_BODY',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'UPLOAD_INCOMPLETE',
  FST_ERR_NOT_FOUND: 'NOT_FOUND',
  // A full volume, of the object store for example, has room again after a while.
  ENOSPC: 'UNAVAILABLE',
  EDQUOT: 'UNAVAILABLE',
};

const BY_STATUS: Record<number, ErrorCode> = {
  400: 'MALFORMED_BODY',
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  406: 'NOT_ACCEPTABLE',
  408: 'REQUEST_TIMEOUT',
  409: 'CONFLICT',
  412: 'PRECONDITION_FAILED',
  413: 'PAYLOAD_TOO_LARGE',
  414: 'HEADERS_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  416: 'RANGE_NOT_SATISFIABLE',
  429: 'RATE_LIMITED',
  431: 'HEADERS_TOO_LARGE',
  503: 'UNAVAILABLE',
};

const Framework = z.looseObject({
  code: z.unknown().optional(),
  statusCode: z.unknown().optional(),
  status: z.unknown().optional(),
});

/** Any thrown value as a DeclaredError; an undeclared one becomes INTERNAL with the value as its cause. */
export function declaredFrom(error: unknown): DeclaredError {
  if (error instanceof DeclaredError) return error;
  if (error instanceof z.ZodError) return new DeclaredError('VALIDATION_FAILED', { details: fieldErrors(error), cause: error });
  if (isNativeError(error)) {
    const { code, statusCode, status } = Framework.parse(error);
    const known = BY_CODE[String(code)] ?? BY_STATUS[Number(statusCode ?? status)];
    if (known) return new DeclaredError(known, { cause: error });
  }
  return new DeclaredError('INTERNAL', { cause: error });
}
