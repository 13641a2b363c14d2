/** What a Range header asks of a file: `whole` also where the header may be ignored, `none` when nothing of it lies inside. */
export type RangeAnswer = { kind: 'whole' } | { kind: 'none' } | { kind: 'part'; start: number; end: number };

const SINGLE = /^bytes=\s*(\d{0,15})-(\d{0,15})\s*$/i;

/**
 * RFC 9110, 14.2. Several ranges in one header get the whole file, which the RFC allows and which keeps an answer from
 * costing more than the file; so does a header that is not understood.
 */
export function parseRange(header: string | undefined, size: number): RangeAnswer {
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

function suffix(length: number, size: number): RangeAnswer {
  if (length === 0 || size === 0) return { kind: 'none' };
  return { kind: 'part', start: Math.max(0, size - length), end: size - 1 };
}

/** If-None-Match: weak comparison, a list, or `*`. */
export function matchesAny(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.split(',').some((each) => each.trim() === '*' || each.trim().replace(/^W\//, '') === etag);
}

/** If-Range: only a strong match keeps the range. A date never does, as files here are named by their content. */
export function rangeStillHolds(ifRange: string | undefined, etag: string): boolean {
  return ifRange === undefined || ifRange.trim() === etag;
}
