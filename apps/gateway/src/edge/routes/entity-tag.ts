import { createHash } from 'node:crypto';

/** The strong validator of a representation: a digest of its bytes, so no service has to keep versions. */
export const entityTagOf = (body: string | Buffer): string => `"${createHash('sha1').update(body).digest('base64url')}"`;
