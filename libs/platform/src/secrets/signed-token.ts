import { createHmac, timingSafeEqual } from 'node:crypto';
import { parseJson } from '@veza/contracts';
import { z } from 'zod';
import type { SecretKey } from './derive-secret.js';

// Wall clock: expiry inside a signed token.

/** Longer tokens are rejected without parsing. */
const LONGEST = 4_096;

const Envelope = z.tuple([z.int(), z.unknown()]);

/**
 * A short-lived grant between processes that share a key: `<payload>.<HMAC-SHA256>`, both base64url. Every holder can
 * read it, so it contains no secret. Throws when the token would be longer than 4,096 characters.
 */
export function signToken(key: SecretKey, payload: unknown, ttlMs: number, now = Date.now()): string {
  const body = Buffer.from(JSON.stringify([now + ttlMs, payload])).toString('base64url');
  const token = `${body}.${signatureOf(key, body).toString('base64url')}`;
  if (token.length > LONGEST) throw new RangeError(`A token of ${token.length} characters is too long`);
  return token;
}

/**
 * The payload of a token if this key signed it, it has not expired and it matches the schema; otherwise undefined,
 * without the reason. The comparison takes the same time for any signature.
 */
export function verifyToken<Schema extends z.ZodType>(
  key: SecretKey,
  token: string,
  schema: Schema,
): z.output<Schema> | undefined {
  if (token.length > LONGEST) return undefined;
  const [body, signature, ...rest] = token.split('.');
  if (!body || !signature || rest.length > 0) return undefined;
  const expected = signatureOf(key, body);
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  // Node accepts other spellings of base64url (padding, stray bits); only the issued one is valid.
  if (given.toString('base64url') !== signature) return undefined;
  const envelope = Envelope.safeParse(parseJson(Buffer.from(body, 'base64url').toString()));
  if (!envelope.success || envelope.data[0] <= Date.now()) return undefined;
  const payload = schema.safeParse(envelope.data[1]);
  return payload.success ? payload.data : undefined;
}

function signatureOf(key: SecretKey, body: string): Buffer {
  return createHmac('sha256', key).update(body).digest();
}
