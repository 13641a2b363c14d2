import { createHash } from 'node:crypto';
import { listsEntityTag } from '@veza/platform';

// Weak primitive: an ETag compares versions for a client.

/** The second part of a tag with two parts. */
const DIGEST = /\.[\w-]{27}/g;

/**
 * The strong validator of a representation: a digest of its bytes, so no service has to keep versions. A representation
 * with parts that change by themselves, such as plays, has the version of its state before the digest.
 */
export function entityTagOf(body: string | Buffer, state?: string): string {
  const digest = createHash('sha1').update(body).digest('base64url');
  return state === undefined ? `"${digest}"` : `"${state}.${digest}"`;
}

/** Whether If-Match lists this representation, or where it has a state, any representation of that state. */
export const matchesState = (header: string, body: string, state?: string): boolean =>
  state === undefined ? listsEntityTag(header, entityTagOf(body)) : listsEntityTag(header.replace(DIGEST, ''), `"${state}"`);
