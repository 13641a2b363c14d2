import { dayAt, offsetAt, periodsOf, type Span } from './cabinet-time.js';
import { OpeningHours, type Schedule } from './schedule.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Staff enter a patient who is already there. */
const STAFF_GRACE_MS = 15 * MINUTE;

/** Why a time may not be taken. */
export type Refusal = 'past' | 'notice' | 'horizon' | 'closed' | 'off the grid' | 'taken';

/** A kind of request: minutes, and milliseconds since 1970. */
export interface TimeRequest {
  duration: number;
  now: number;
  /** Staff may book off the grid and within the notice. */
  by: 'patient' | 'staff';
  /** An emergency that staff book outside of the opening hours. */
  atAnyHour?: boolean;
}

/**
 * The rule of time: the only place that decides whether a time may be taken, for slots, holds, bookings and moves alike
 * (decision 136). Pure: hours, exceptions, notice, horizon, length and buffer are those of the schedule and the request.
 */
export class TimeRule {
  readonly length: number;
  /** From one slot of the grid to the next. */
  readonly step: number;
  readonly earliest: number;
  readonly latest: number;

  constructor(
    schedule: Pick<Schedule, 'buffer' | 'notice' | 'horizon'>,
    private readonly request: TimeRequest,
  ) {
    const { duration, now, by } = request;
    this.length = duration * MINUTE;
    this.step = this.length + schedule.buffer * MINUTE;
    this.earliest = by === 'staff' ? now - STAFF_GRACE_MS : now + schedule.notice * MINUTE;
    this.latest = now + schedule.horizon * DAY;
  }

  /**
   * The reason for which a start is refused, or undefined.
   *
   * @param open the opening span around the start, if there is one
   * @param taken whether an absence, a hold or an appointment overlaps the time, buffer included
   */
  refusal(start: number, open: Span | undefined, taken: boolean): Refusal | undefined {
    const { now, by, atAnyHour = false } = this.request;
    if (start < Math.min(now, this.earliest)) return 'past';
    if (start > this.latest) return 'horizon';
    if (start < this.earliest) return 'notice';
    const isOpen = open !== undefined && open.start <= start && start + this.length <= open.end;
    if (!isOpen && !(atAnyHour && by === 'staff')) return 'closed';
    if (by === 'patient' && (start - (open?.start ?? 0)) % this.step !== 0) return 'off the grid';
    return taken ? 'taken' : undefined;
  }
}

/** The rule for one start. */
export function refusalOf(schedule: Schedule, request: TimeRequest, start: number, taken: boolean): Refusal | undefined {
  const periods = periodsOf(schedule.timezone, { start: start - 2 * DAY, end: start + 2 * DAY });
  const day = dayAt(start, offsetAt(start, schedule.timezone));
  return new TimeRule(schedule, request).refusal(start, new OpeningHours(schedule, periods).around(start, day), taken);
}
