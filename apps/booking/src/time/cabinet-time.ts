import { Temporal } from 'temporal-polyfill';

/** From `start` (included) to `end` (not included), in milliseconds since 1970. */
export interface Span {
  start: number;
  end: number;
}

/** A stretch of time in which a zone keeps one offset, in milliseconds. */
export interface Period extends Span {
  offset: number;
}

/** The periods of a zone that touch a span, in order and without holes; the first one begins with the span. */
export function periodsOf(timezone: string, { start, end }: Span): Period[] {
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
export function openSpans(date: string, hours: readonly { start: string; end: string }[], periods: readonly Period[]): Span[] {
  const spans = periods.flatMap(({ start, end, offset }) =>
    hours.map((span) => ({
      start: Math.max(start, wall(date, span.start) - offset),
      end: Math.min(end, wall(date, span.end) - offset),
    })),
  );
  return merged(spans.filter(({ start, end }) => start < end));
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

export const dayAfter = (date: string): string => Temporal.PlainDate.from(date).add({ days: 1 }).toString();

/** 1 is Monday, 7 is Sunday. */
export const weekdayOf = (date: string): number => Temporal.PlainDate.from(date).dayOfWeek;

export const dateAt = (instant: number, timezone: string): string => zoned(instant, timezone).toPlainDate().toString();

const zoned = (instant: number, timezone: string) => Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timezone);

/** A local time as if it were UTC: subtracting the offset gives the instant. */
const wall = (date: string, time: string) => Date.parse(`${date}T${time}Z`);

function merged(spans: Span[]): Span[] {
  const whole: Span[] = [];
  for (const span of spans.sort((a, b) => a.start - b.start)) {
    const last = whole.at(-1);
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else whole.push(span);
  }
  return whole;
}
