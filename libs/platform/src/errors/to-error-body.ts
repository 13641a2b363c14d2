import { ERRORS, DeclaredError, type ErrorBody, type FieldError, type ProblemBody } from '@veza/contracts';
import type { AppLogger } from '../logging/app-logger.js';
import { declaredFrom } from './declared-from.js';
import { FRENCH } from './french.js';
import { frenchMessage, frenchSentence } from './french-sentences.js';
import type { Language } from './language.js';

export interface ErrorAnswer {
  status: number;
  body: ErrorBody;
  headers: Record<string, string>;
}

export interface ErrorCircumstances {
  requestId: string;
  language?: Language;
  /** Logs an undeclared error with its cause; the client receives only the request id. */
  logger?: AppLogger;
}

/** The default of Retry-After for 429 and 503, in seconds. */
const DEFAULT_RETRY_AFTER = 1;

/** The response for a thrown value: the error body of both editions, its status and its headers. */
export function toErrorBody(error: unknown, { requestId, language = 'en', logger }: ErrorCircumstances): ErrorAnswer {
  const declared = declaredFrom(error);
  if (declared.code === 'INTERNAL')
    logger?.error('A request failed with an undeclared error', { requestId, cause: declared.cause ?? error });
  const message = messageOf(declared, language);
  const { status, retryable, code, details, current } = declared;
  return {
    status,
    headers: retryHeaders(declared),
    body: {
      success: false,
      error: message,
      code,
      message,
      status,
      requestId,
      retryable,
      ...(details && { details: details.map((detail) => inLanguage(detail, language)) }),
      ...(current !== undefined && { current }),
    },
  };
}

/** The same error as RFC 9457, for `Accept: application/problem+json`. */
export function toProblem({ code, message, status, requestId, retryable, details, current }: ErrorBody): ProblemBody {
  return { type: `urn:veza:error:${code}`, title: message, status, code, requestId, retryable, details, current };
}

/** The same error for a client that reads this language. */
export function errorIn(language: Language, error: DeclaredError): DeclaredError {
  if (language === 'en') return error;
  const { code, details, retryAfter, current } = error;
  const translated = details?.map((detail) => inLanguage(detail, language));
  const message = namedField(error) ?? messageOf(error, language);
  return new DeclaredError(code, { message, details: translated, retryAfter, current, cause: error });
}

/** A sentence that names its field keeps the name, also where its reason has no French. */
function namedField({ message, details: [fault] = [] }: DeclaredError): string | undefined {
  if (!fault || message !== `${fault.field}: ${fault.message}`) return undefined;
  return `${fault.field} : ${inLanguage(fault, 'fr').message}`;
}

/** Services write English. A sentence without French becomes that of its code, and INTERNAL always does. */
function messageOf({ code, message }: DeclaredError, language: Language): string {
  if (code === 'INTERNAL') return language === 'fr' ? FRENCH.INTERNAL : ERRORS.INTERNAL.message;
  return language === 'fr' ? (frenchMessage(message) ?? FRENCH[code]) : message;
}

const inLanguage = ({ field, message }: FieldError, language: Language): FieldError => ({
  field,
  message: language === 'fr' ? (frenchSentence(message) ?? message) : message,
});

function retryHeaders({ status, retryAfter }: DeclaredError): Record<string, string> {
  if (retryAfter === undefined && status !== 429 && status !== 503) return {};
  return { 'retry-after': String(Math.max(1, Math.ceil(retryAfter ?? DEFAULT_RETRY_AFTER))) };
}
