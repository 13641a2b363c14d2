/** The part of a file that a Range header selects: `whole` also where the header is ignored, `none` for 416. */
export type ByteRange = { kind: 'whole' } | { kind: 'none' } | { kind: 'part'; start: number; end: number };

const SINGLE = /^bytes=\s*(\d{0,15})-(\d{0,15})\s*$/i;

/**
 * RFC 9110, 14.2. Several ranges in one header select the whole file, which the RFC allows: a reply never costs more than
 * the file. Written here because the package range-parser returns 416 for `bytes=20-10`, where 14.1.1 demands that an
 * invalid range is ignored.
 */
export function parseRange(header: string | undefined, size: number): ByteRange {
  const match = header === undefined ? null : SINGLE.exec(header);
  if (!match) return { kind: 'whole' };
  const [, first = '', last = ''] = match;
  if (first === '' && last === '') return { kind: 'whole' };
  if (first === '') return suffix(Number(last), size);
  const start = Number(first);
  if (last !== '' && Number(last) < start) return { kind: 'whole' };
  if (start >= size) return { kind: 'none' };
  return { kind: 'part', start, end: last === '' ? size - 1 : Math.min(Number(last), size - 1) };
}

function suffix(length: number, size: number): ByteRange {
  if (length === 0 || size === 0) return { kind: 'none' };
  return { kind: 'part', start: Math.max(0, size - length), end: size - 1 };
}

/** If-Range (RFC 9110, 13.1.5): only a strong match keeps the range. A date never matches: no Last-Modified is sent. */
export function keepsRange(ifRange: string | undefined, etag: string): boolean {
  return ifRange === undefined || ifRange.trim() === etag;
}
