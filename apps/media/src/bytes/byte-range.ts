import { listsEntityTag } from '@veza/platform';

/** The first and the last byte of a part. */
export interface BytePart {
  start: number;
  end: number;
}

/** What a Range header selects of a file: `whole` also where the header is ignored, `none` for 416. */
export type ByteRange =
  | { kind: 'whole' }
  | { kind: 'none' }
  | ({ kind: 'part' } & BytePart)
  | { kind: 'parts'; parts: BytePart[] };

/** More ranges in one header are refused with 416, as RFC 9110, 14.2 permits: no player needs them. */
export const MOST_RANGES = 16;
const LONGEST = 1_000;
const WEAK_TAG = /W\/"[^"]*"/g;
const UNIT = /^bytes=/i;
/** Any number of digits is valid (14.1.1); `LONGEST` bounds them, and a number that is no safe integer lies behind every file. */
const SINGLE = /^[\t ]*(\d*)-(\d*)[\t ]*$/;

/**
 * RFC 9110, 14.2. Ranges that overlap or touch become one, so that a reply never costs more than the file and some heads
 * of parts. Written here because the package range-parser returns 416 for `bytes=20-10`, where 14.1.1 demands that an
 * invalid range is ignored.
 */
export function parseRange(header: string | undefined, size: number): ByteRange {
  if (header === undefined || !UNIT.test(header)) return { kind: 'whole' };
  if (header.length > LONGEST) return { kind: 'none' };
  const parts: BytePart[] = [];
  const ranges = header
    .slice('bytes='.length)
    .split(',')
    .filter((each) => each.trim() !== ''); // 5.6.1.2: empty elements
  for (const range of ranges) {
    const part = readPart(range, size);
    if (part === 'invalid') return { kind: 'whole' };
    if (part) join(parts, part);
  }
  if (ranges.length === 0) return { kind: 'whole' };
  const [first] = parts;
  if (!first || ranges.length > MOST_RANGES) return { kind: 'none' };
  return parts.length === 1 ? { kind: 'part', ...first } : { kind: 'parts', parts };
}

/** Undefined when the range lies outside of the file. */
function readPart(range: string, size: number): BytePart | 'invalid' | undefined {
  const [matched, first = '', last = ''] = SINGLE.exec(range) ?? [];
  if (matched === undefined || (first === '' && last === '')) return 'invalid';
  if (first === '')
    return Number(last) === 0 || size === 0 ? undefined : { start: Math.max(0, size - Number(last)), end: size - 1 };
  const start = Number(first);
  if (last !== '' && Number(last) < start) return 'invalid';
  return start >= size ? undefined : { start, end: last === '' ? size - 1 : Math.min(Number(last), size - 1) };
}

/** Adds a part in the order of the header; parts that overlap or touch it are joined at the place of the first of them. */
function join(parts: BytePart[], added: BytePart): void {
  const isApart = ({ start, end }: BytePart) => added.end + 1 < start || end + 1 < added.start;
  const touching = parts.filter((part) => !isApart(part));
  const [first] = touching;
  if (!first) return void parts.push(added);
  first.start = Math.min(added.start, ...touching.map(({ start }) => start));
  first.end = Math.max(added.end, ...touching.map(({ end }) => end));
  for (const part of touching.slice(1)) parts.splice(parts.indexOf(part), 1);
}

/**
 * Whether If-Match (RFC 9110, 13.1.1) lets a request pass: strong comparison, a list, or `*`. A weak tag never matches.
 */
export const passesIfMatch = (ifMatch: string | undefined, etag: string): boolean =>
  ifMatch === undefined || listsEntityTag(ifMatch.replace(WEAK_TAG, ''), etag);

/** If-Range (RFC 9110, 13.1.5): only a strong match keeps the range. A date never matches: no Last-Modified is sent. */
export function keepsRange(ifRange: string | undefined, etag: string): boolean {
  return ifRange === undefined || ifRange.trim() === etag;
}
