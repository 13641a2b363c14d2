import { DeclaredError, type ErrorCode, invalid } from '@veza/contracts';
import { z } from 'zod';

/** The tus server throws plain objects. */
const TusError = z.object({ status_code: z.int(), body: z.string() });

/** The header that an error is about. */
const HEADER = /^(?:invalid )?((?:upload|content)-[a-z-]+)/i;
/** The headers that ask for an extension. */
const EXTENSIONS: Record<string, string> = { concatenation: 'upload-concat', 'creation-defer-length': 'upload-defer-length' };

const CODES: Record<number, ErrorCode> = {
  400: 'VALIDATION_FAILED',
  403: 'VALIDATION_FAILED', // a header is missing
  404: 'NOT_FOUND',
  409: 'CONFLICT',
  410: 'NOT_FOUND', // expired
  412: 'PRECONDITION_FAILED',
  413: 'PAYLOAD_TOO_LARGE',
  501: 'VALIDATION_FAILED', // an extension that is not supported
};

/** An error of the tus server as one of the catalogue. Errors of this service pass unchanged. */
export function tusErrorOf(error: unknown): unknown {
  const known = TusError.safeParse(error);
  if (error instanceof DeclaredError || !known.success) return error;
  const { status_code: status, body } = known.data;
  // It throws the text for a connection that broke off, too, whose client reads no response.
  const code = body.startsWith('Request aborted') ? 'UPLOAD_INCOMPLETE' : CODES[status];
  if (code === undefined) return error;
  const message = body.trim().replace(/\.$/, '');
  const header = HEADER.exec(message)?.[1] ?? EXTENSIONS[message.split(' ', 1)[0]?.toLowerCase() ?? ''];
  return code === 'VALIDATION_FAILED' && header ? invalid(header.toLowerCase(), message) : new DeclaredError(code, { message });
}
