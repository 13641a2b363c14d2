import { isNativeError } from 'node:util/types';

/** Fields whose value is never logged, at any depth. */
const SECRET_FIELD =
  /^(authorization|proxy-?authorization|cookie|set-?cookie|.*password|.*secret|(access|refresh|id|resume)?_?token|(access|refresh|resume)Token|otp|ticket|x-veza-grant|grant)$/i;
const SECRET_IN_URL = /([?&](?:access_?token|refresh_?token|token|ticket|resume|grant|signature)=)[^&\s"'#]+/gi;
/** API tokens, in any text. */
const API_TOKEN = /veza_pat_\w+/g;
const PASSWORD_IN_URL = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s:@/]*:)[^\s@/]+@/gi;

const HIDDEN = '[hidden]';
const DEEPEST = 6;
const MOST_ENTRIES = 100;

/** Removes tokens in URLs and passwords in connection strings. */
export function redactText(text: string): string {
  return text.replace(SECRET_IN_URL, `$1${HIDDEN}`).replace(PASSWORD_IN_URL, `$1${HIDDEN}@`).replace(API_TOKEN, HIDDEN);
}

/**
 * A loggable copy of the facts of a log line: secret fields hidden at any depth, texts redacted, errors with their
 * stacks and causes. Bounded in depth and width, so that a large object does not make a large line.
 */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEEPEST) return '[deeper]';
  if (isNativeError(value)) return redactError(value, depth);
  if (value instanceof Date) return value.toISOString();
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value)) return value.slice(0, MOST_ENTRIES).map((each) => redact(each, depth + 1));
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, MOST_ENTRIES)
      .map(([name, each]) => [name, SECRET_FIELD.test(name) ? HIDDEN : redact(each, depth + 1)]),
  );
}

function redactError(error: Error, depth: number): Record<string, unknown> {
  const { name, message, stack, cause } = error;
  const code = 'code' in error ? error.code : undefined;
  return {
    type: name,
    message: redactText(message),
    ...(code !== undefined && { code: redact(code, depth + 1) }),
    stack: stack === undefined ? undefined : redactText(stack),
    ...(cause !== undefined && { cause: redact(cause, depth + 1) }),
  };
}
