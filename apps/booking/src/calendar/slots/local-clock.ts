import { dateOf, dayAt, type Period } from '../../practice/time/cabinet-time.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const TWO_DIGITS = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, '0'));

/**
 * What the local clock shows. It remembers the last period and date: instants mostly come in order of time, and a list of
 * free times has thousands.
 */
export class LocalClock {
  private period: Period | undefined;
  private offset = '';
  private day = NaN;
  private date = '';

  constructor(private readonly periods: readonly Period[]) {}

  at(instant: number) {
    if (!this.period || instant < this.period.start || this.period.end <= instant) this.enter(instant);
    const offset = this.period?.offset ?? 0;
    const day = dayAt(instant, offset);
    if (day !== this.day) [this.day, this.date] = [day, dateOf(day)];
    const wall = instant + offset - day * DAY;
    const time = hoursAndMinutes(wall);
    const seconds = two(Math.floor((wall % MINUTE) / 1_000));
    return { day, date: this.date, time, startTime: `${this.date}T${time}:${seconds}${this.offset}` };
  }

  private enter(instant: number): void {
    this.period = this.periods.find(({ end }) => instant < end);
    const offset = this.period?.offset ?? 0;
    this.offset = `${offset < 0 ? '-' : '+'}${hoursAndMinutes(Math.round(Math.abs(offset) / MINUTE) * MINUTE)}`;
  }
}

const hoursAndMinutes = (ms: number): string => `${two(Math.floor(ms / HOUR))}:${two(Math.floor((ms % HOUR) / MINUTE))}`;

const two = (value: number): string => TWO_DIGITS[value] ?? '';
