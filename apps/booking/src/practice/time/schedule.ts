import type { OtherHours, WorkingHours } from '@veza/contracts';
import { dayOf, openSpans, type Period, type Span, weekdayOf, without } from './cabinet-time.js';

/** The times at which a practitioner receives patients. `buffer` and `notice` are minutes, `horizon` is days. */
export interface Schedule {
  timezone: string;
  workingHours: readonly WorkingHours[];
  exceptions: readonly OtherHours[];
  buffer: number;
  notice: number;
  horizon: number;
}

/**
 * The opening spans of a schedule by day. A night shift belongs to the day on which it begins; hours of the next day that it
 * overlaps begin after it, so that no two spans overlap.
 */
export class OpeningHours {
  private readonly exceptions: ReadonlyMap<number, OtherHours['hours']>;
  private readonly weekdays = new Map<number, WorkingHours[]>();
  private readonly known = new Map<number, Span[]>();

  constructor(
    schedule: Pick<Schedule, 'workingHours' | 'exceptions'>,
    private readonly periods: readonly Period[],
  ) {
    this.exceptions = new Map(schedule.exceptions.map(({ date, hours }) => [dayOf(date), hours]));
    for (const hours of schedule.workingHours) {
      const known = this.weekdays.get(hours.day);
      if (known) known.push(hours);
      else this.weekdays.set(hours.day, [hours]);
    }
  }

  on(day: number): Span[] {
    const spans = this.spans(day);
    if (spans.length === 0) return spans;
    const night = this.spans(day - 1).filter(({ end }) => end > (spans[0]?.start ?? 0));
    return night.length === 0 ? spans : without(spans, night);
  }

  /** The opening span around an instant, whose local date is `day`. */
  around(instant: number, day: number): Span | undefined {
    return [...this.on(day - 1), ...this.on(day)].find(({ start, end }) => start <= instant && instant < end);
  }

  private spans(day: number): Span[] {
    const known = this.known.get(day);
    if (known) return known;
    const hours = this.exceptions.get(day) ?? this.weekdays.get(weekdayOf(day)) ?? [];
    const spans = hours.length === 0 ? [] : openSpans(day, hours, this.periods);
    this.known.set(day, spans);
    return spans;
  }
}
