import { BoundedCache } from '@veza/platform';
import { Temporal } from 'temporal-polyfill';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 366 * DAY;
const MOST_ZONES = 1_000;

/** From `start` (included) to `end` (not included), in milliseconds since 1970. */
export interface Span {
  start: number;
  end: number;
}

/** A stretch of time in which a zone keeps one offset, in milliseconds. */
export interface Period extends Span {
  offset: number;
}

/** Hours of a day, `HH:MM`. `24:00` is its end; an end that is not after the start is on the next day. */
export interface DayHours {
  start: string;
  end: string;
}

/** Periods by zone and years: each takes milliseconds to compute, and every list of slots needs them. */
const computed = new BoundedCache<string, Period[]>(MOST_ZONES);

/** The periods of a zone that touch a span, in order and without holes. They reach beyond the span. */
export function periodsOf(timezone: string, { start, end }: Span): Period[] {
  const [first, last] = [Math.floor(start / YEAR), Math.floor(end / YEAR)];
  const key = `${timezone} ${first} ${last}`;
  const known = computed.get(key);
  if (known) return known;
  const periods = computePeriods(timezone, { start: first * YEAR, end: (last + 1) * YEAR });
  computed.set(key, periods);
  return periods;
}

function computePeriods(timezone: string, { start, end }: Span): Period[] {
  const periods: Period[] = [];
  for (let at = zoned(start, timezone); ;) {
    const next = at.getTimeZoneTransition('next');
    const until = Math.min(end, next?.epochMilliseconds ?? end);
    periods.push({ start: at.epochMilliseconds, end: until, offset: at.offsetNanoseconds / 1e6 });
    if (!next || until === end) return periods;
    at = next;
  }
}

/**
 * The spans in which the local clock shows a time of the date within the hours. When the clock is set forward they are
 * shorter than the hours, when it is set back they are longer; both follow from the same rule.
 */
export function openSpans(day: number, hours: readonly DayHours[], periods: readonly Period[]): Span[] {
  const walls = hours.map((each) => wallSpan(day, each));
  const spans: Span[] = [];
  for (const { start, end, offset } of periods) {
    if (end + offset <= day * DAY || start + offset >= (day + 2) * DAY) continue;
    for (const wall of walls) {
      const span = { start: Math.max(start, wall.start - offset), end: Math.min(end, wall.end - offset) };
      if (span.start < span.end) spans.push(span);
    }
  }
  return merged(spans);
}

/** The parts of `spans` that no span of `taken` covers. Both are in order, and neither has overlaps. */
export function without(spans: readonly Span[], taken: readonly Span[]): Span[] {
  return taken.reduce<Span[]>(
    (left, { start, end }) =>
      left
        .flatMap((span) => [
          { start: span.start, end: Math.min(span.end, start) },
          { start: Math.max(span.start, end), end: span.end },
        ])
        .filter((span) => span.start < span.end),
    [...spans],
  );
}

/** Parses an instant with an offset, or a local time of the zone. */
export function instantOf(text: string, timezone: string): Date {
  const instant = /(Z|[+-]\d\d:\d\d)$/.test(text)
    ? Temporal.Instant.from(text)
    : Temporal.PlainDateTime.from(text).toZonedDateTime(timezone).toInstant();
  return new Date(instant.epochMilliseconds);
}

/** The first instant of a date. */
export function startOfDay(date: string, timezone: string): Date {
  return new Date(Temporal.PlainDate.from(date).toZonedDateTime(timezone).epochMilliseconds);
}

export const dayAfter = (date: string): string => dateOf(dayOf(date) + 1);

/** Days since 1970, of a date. */
export const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY;

export const dateOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

/** 1 is Monday, 7 is Sunday; the first day of 1970 was a Thursday. */
export const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;

/** The local date of an instant, as days since 1970. */
export const dayAt = (instant: number, offset: number): number => Math.floor((instant + offset) / DAY);

export function offsetAt(instant: number, timezone: string): number {
  const periods = periodsOf(timezone, { start: instant, end: instant });
  return periods.find(({ start, end }) => start <= instant && instant < end)?.offset ?? 0;
}

const zoned = (instant: number, timezone: string) => Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timezone);

/** Hours of a day as if they were in UTC: subtracting the offset gives the instants. */
function wallSpan(day: number, { start, end }: DayHours): Span {
  const [from, until] = [timeOfDay(start), timeOfDay(end)];
  return { start: day * DAY + from, end: day * DAY + (until <= from ? until + DAY : until) };
}

const timeOfDay = (time: string): number => Number(time.slice(0, 2)) * HOUR + Number(time.slice(3, 5)) * MINUTE;

function merged(spans: Span[]): Span[] {
  const whole: Span[] = [];
  for (const span of spans.sort((a, b) => a.start - b.start)) {
    const last = whole.at(-1);
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else whole.push(span);
  }
  return whole;
}
