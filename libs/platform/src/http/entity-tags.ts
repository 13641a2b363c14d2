import fresh from 'fresh';

/** A proxy that compresses marks the tag inside the quotes: mod_deflate writes `"abc-gzip"`, others `-br` or `-zstd`. */
const MARK = /-(?:gzip|br|zstd)(?=")/g;

/**
 * Whether a value of If-None-Match or If-Match lists this entity tag: weak comparison, a list, or `*`. Tags that a
 * proxy has weakened or marked still match, so conditional requests also work behind it.
 */
export function listsEntityTag(header: string | undefined, etag: string): boolean {
  return header !== undefined && fresh({ 'if-none-match': header.trim().replace(MARK, '') }, { etag });
}
