import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Addresses that carry their own permission, for what a browser's tag loads: `/media/s/<expiry>/<signature>/<subject>/…`.
 *
 * Promise: an address works until `expiry` (seconds since 1970) for exactly its subject and everything below it; with any
 * other expiry or subject it is refused. The signature stands in the path, because the relative addresses inside a
 * playlist lose a query but keep the folder. Limit: it can not be taken back before it ends, other than by removing the
 * bytes; so whoever gives one out has checked who asks.
 */
export const SIGNED_ROOT = '/media/s/';

const SIGNED = /^\/media\/s\/(\d{10})\/([A-Za-z0-9_-]{43})\/([a-z]+)\/([0-9a-f-]+)(?:\/([a-z0-9_.\-/]*))?$/;

/** `track` + a rendition set's id: its files. `events` + a track's id: its progress. */
export interface SignedSubject {
  kind: 'track' | 'events';
  id: string;
}

export interface SignedPath extends SignedSubject {
  expiresAt: Date;
  /** What is asked below the subject, `''` or `128/s00001.m4s`. */
  rest: string;
}

export function signPath(key: Buffer, subject: SignedSubject, expiresAt: Date): string {
  const expiry = Math.ceil(expiresAt.getTime() / 1000).toString();
  return `${SIGNED_ROOT}${expiry}/${signature(key, subject, expiry)}/${subject.kind}/${subject.id}`;
}

/** What a path permits, or undefined when it was tampered with, is malformed, or has expired. */
export function verifyPath(key: Buffer, path: string, now = new Date()): SignedPath | undefined {
  const match = SIGNED.exec(path);
  if (!match) return undefined;
  const [, expiry = '', given = '', kind, id = '', rest = ''] = match;
  if (kind !== 'track' && kind !== 'events') return undefined;
  // The texts are compared, not the bytes they stand for: two spellings of one signature are not both right.
  if (!timingSafeEqual(Buffer.from(given), Buffer.from(signature(key, { kind, id }, expiry)))) return undefined;
  const expiresAt = new Date(Number(expiry) * 1000);
  return expiresAt > now ? { kind, id, expiresAt, rest } : undefined;
}

function signature(key: Buffer, { kind, id }: SignedSubject, expiry: string): string {
  return createHmac('sha256', key).update(`${expiry}/${kind}/${id}`).digest('base64url');
}
