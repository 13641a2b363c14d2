import { createHmac, timingSafeEqual } from 'node:crypto';
import type { SecretKey } from '@veza/platform';

/** One refresh token: the `generation`-th of the family of a session. */
export interface RefreshToken {
  sessionId: string;
  generation: number;
}

const UUID_BYTES = 16;
const MAC_BYTES = 32;
const LENGTH = UUID_BYTES + 4 + MAC_BYTES;

/**
 * `base64url(session, generation, HMAC(server key, session, generation))`. Each token follows from its place in the
 * family, so the same successor can be given again although nothing of it is stored anywhere.
 */
export function writeRefreshToken(key: SecretKey, { sessionId, generation }: RefreshToken): string {
  const place = Buffer.alloc(UUID_BYTES + 4);
  place.write(sessionId.replaceAll('-', ''), 'hex');
  place.writeUInt32BE(generation, UUID_BYTES);
  return Buffer.concat([place, macOf(key, place)]).toString('base64url');
}

/** Undefined for whatever this key did not write. */
export function readRefreshToken(key: SecretKey, token: string): RefreshToken | undefined {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== LENGTH || bytes.toString('base64url') !== token) return undefined;
  const place = bytes.subarray(0, UUID_BYTES + 4);
  if (!timingSafeEqual(macOf(key, place), bytes.subarray(UUID_BYTES + 4))) return undefined;
  const hex = place.toString('hex', 0, UUID_BYTES);
  const sessionId = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  return { sessionId, generation: place.readUInt32BE(UUID_BYTES) };
}

const macOf = (key: SecretKey, place: Buffer) => createHmac('sha256', key).update(place).digest();
