import { createHmac, timingSafeEqual } from 'node:crypto';
import type { SecretKey } from '@veza/platform';

// Wall clock: expiry inside a signed address.

/**
 * Addresses that contain their own permission, for players and image tags: `/media/s/<expiry>/<signature>/<subject>/…`.
 *
 * Promise: an address is valid until `expiry` (seconds since 1970) for exactly its subject and everything below it; with
 * any other expiry or subject it is rejected. The signature is in the path, because relative addresses in a playlist keep
 * the folder and lose the query. Limit: it cannot be revoked before its expiry, except by deleting the track or its account,
 * by making a public track private, or by ending or replacing the secret link of a private one; so access is checked before
 * an address is issued.
 */
export const SIGNED_ROOT = '/media/s/';

const SIGNED = /^\/media\/s\/(\d{10})\/([A-Za-z0-9_-]{43})\/([a-z]+)\/([0-9a-f-]+)(?:\/([a-z0-9_.\-/]*))?$/;

const KINDS = ['track', 'private', 'shared', 'original', 'owned', 'events', 'preview'] as const;

/**
 * `track` + a rendition set's id: the files of a public track. `private` + the same id: those of any track, for callers who
 * may hear it while it is private. `shared` + the same id and the mark of a secret link: those of a private track, while it
 * has this link. `original` + the id of an upload: a public track that permits downloads; `owned` + the same id: each track,
 * for its uploader. `events` + a track's id: its progress. `preview` + the id of a rendition: what has arrived of an upload.
 */
export interface SignedSubject {
  kind: (typeof KINDS)[number];
  id: string;
  /** Of a `shared` one: eight hexadecimal digits. */
  link?: string;
}

const LINKED = /^(.+)-([0-9a-f]{8})$/;

export interface SignedPath extends SignedSubject {
  expiresAt: Date;
  /** The path below the subject, `''` or `128/s00001.m4s`. */
  rest: string;
}

export function signPath(key: SecretKey, subject: SignedSubject, expiresAt: Date): string {
  const expiry = Math.ceil(expiresAt.getTime() / 1000).toString();
  const subjectText = textOf(subject);
  return `${SIGNED_ROOT}${expiry}/${signature(key, subjectText, expiry)}/${subjectText}`;
}

/** The permission of a path, or undefined when it is malformed, expired, or its signature is wrong. */
export function verifyPath(key: SecretKey, path: string, now = new Date()): SignedPath | undefined {
  const match = SIGNED.exec(path);
  if (!match) return undefined;
  const [, expiry = '', received = '', named, id = '', rest = ''] = match;
  const kind = KINDS.find((each) => each === named);
  if (kind === undefined) return undefined;
  // The texts are compared, not the decoded bytes: two spellings of one signature are not both valid.
  if (!timingSafeEqual(Buffer.from(received), Buffer.from(signature(key, textOf({ kind, id }), expiry)))) return undefined;
  const expiresAt = new Date(Number(expiry) * 1000);
  return expiresAt > now ? { ...subjectOf(kind, id), expiresAt, rest } : undefined;
}

const textOf = ({ kind, id, link }: SignedSubject): string => `${kind}/${link === undefined ? id : `${id}-${link}`}`;

function subjectOf(kind: SignedSubject['kind'], text: string): SignedSubject {
  const [, id, link] = (kind === 'shared' && LINKED.exec(text)) || [];
  return id === undefined || link === undefined ? { kind, id: text } : { kind, id, link };
}

function signature(key: SecretKey, subject: string, expiry: string): string {
  return createHmac('sha256', key).update(`${expiry}/${subject}`).digest('base64url');
}
