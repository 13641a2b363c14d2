const MAX_LENGTH = 4_000;
const COMPACT_JWT = /^[\w-]+\.[\w-]+\.([\w-]+)$/;

/**
 * Whether the text is a compact JWT in the one form in which it is issued. Decoders also read padding, and ignore the
 * unused bits of the last character: without this check, one token has many spellings. The signature covers the two
 * other parts as text.
 */
export function isCompactJwt(token: string): boolean {
  if (token.length > MAX_LENGTH) return false;
  const signature = COMPACT_JWT.exec(token)?.[1];
  return signature !== undefined && Buffer.from(signature, 'base64url').toString('base64url') === signature;
}
