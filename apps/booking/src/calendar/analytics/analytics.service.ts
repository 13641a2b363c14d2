import { Injectable } from '@nestjs/common';
import {
  AnalyticsOverview,
  type AnalyticsQuery,
  AppointmentOrigin,
  AppointmentType,
  type Caller,
  DeclaredError,
} from '@veza/contracts';
import { BusyRepository } from '../busy/busy.repository.js';
import { Cabinet } from '../../practice/cabinets/cabinet.entity.js';
import type { Calendar } from '../../practice/practitioners/practitioners.repository.js';
import { PractitionersService } from '../../practice/practitioners/practitioners.service.js';
import { requireStaff } from '../../practice/tenancy/access.js';
import { CabinetDatabase } from '../../practice/tenancy/cabinet-database.js';
import { dateOf, dayAt, dayOf, offsetAt, weekdayOf } from '../../practice/time/cabinet-time.js';
import { AnalyticsRepository, type Counts } from './analytics.repository.js';
import { figuresOf, type Measured, sumOf } from './figures.js';
import { offeredMinutes } from './offered-time.js';

// Wall clock: dates of a calendar, compared with dates of requests.

const DAY_MS = 86_400_000;
const DAYS_BEFORE = 90;
const DAYS_AFTER = 180;
const LONGEST_DAYS = 1_096;

type Interval = AnalyticsQuery['interval'];

@Injectable()
export class AnalyticsService {
  constructor(
    private readonly database: CabinetDatabase,
    private readonly practitioners: PractitionersService,
    private readonly busy: BusyRepository,
    private readonly counts: AnalyticsRepository,
  ) {}

  overview(caller: Caller, { interval, practitionerId, ...dates }: AnalyticsQuery): Promise<AnalyticsOverview> {
    return this.database.inCabinet(caller, async (tx, member) => {
      requireStaff(member);
      const { timezone } = await tx.findOneByOrFail(Cabinet, { id: member.cabinetId });
      const calendars = await this.practitioners.calendars(tx, member, { id: practitionerId });
      if (practitionerId !== undefined && calendars.length === 0) throw new DeclaredError('NOT_FOUND');
      const [first, last] = rangeOf(dates, timezone);
      const range = { dateFrom: dateOf(first), dateTo: dateOf(last), practitionerId };
      const days = await this.counts.byDay(tx, member, range);
      const people = await this.counts.byPractitioner(tx, member, range);
      const absences = await this.busy.absencesOfCabinet(
        tx,
        member,
        new Date((first - 1) * DAY_MS),
        new Date((last + 2) * DAY_MS),
      );
      const offered = new Map(
        calendars.map((each) => [each.id, offeredMinutes(each, [first, last], absences.get(each.id) ?? [])]),
      );

      const byPractitioner = calendars.flatMap((calendar) => {
        const counts = people.filter((each) => each.practitionerId === calendar.id);
        if (calendar.dismissedAt !== null && counts.length === 0) return [];
        return [{ ...nameOf(calendar), ...figuresOf({ counts, offered: total(offered.get(calendar.id) ?? []) }) }];
      });
      const whole = { counts: days, offered: [...offered.values()].reduce((sum, minutes) => sum + total(minutes), 0) };
      return {
        dateFrom: range.dateFrom,
        dateTo: range.dateTo,
        interval,
        ...figuresOf(whole),
        byType: AnalyticsOverview.shape.byType.parse(byValue(AppointmentType.options, 'type', days)),
        byOrigin: AnalyticsOverview.shape.byOrigin.parse(byValue(AppointmentOrigin.options, 'origin', days)),
        byPractitioner,
        series: seriesOf(interval, [first, last], days, [...offered.values()]),
      };
    });
  }
}

function rangeOf({ dateFrom, dateTo }: Pick<AnalyticsQuery, 'dateFrom' | 'dateTo'>, timezone: string): readonly [number, number] {
  const now = Date.now();
  const today = dayAt(now, offsetAt(now, timezone));
  if (dateFrom !== undefined) return [dayOf(dateFrom), dateTo === undefined ? dayOf(dateFrom) + 365 : dayOf(dateTo)];
  if (dateTo === undefined) return [today - DAYS_BEFORE, today + DAYS_AFTER];
  const last = dayOf(dateTo);
  return [Math.max(Math.min(today - DAYS_BEFORE, last), last - LONGEST_DAYS + 1), last];
}

/** Every step of the range, also those without appointments. */
function seriesOf(
  interval: Interval,
  [first, last]: readonly [number, number],
  days: readonly (Counts & { day: string })[],
  offered: readonly (readonly number[])[],
): AnalyticsOverview['series'] {
  const counted = new Map(days.map((each) => [dayOf(each.day), each]));
  const steps = new Map<string, Measured>();
  for (let day = first; day <= last; day += 1) {
    const date = startOf(interval, day);
    const step = steps.get(date) ?? { counts: [], offered: 0 };
    const counts = counted.get(day);
    if (counts) step.counts.push(counts);
    step.offered += offered.reduce((sum, minutes) => sum + (minutes[day - first] ?? 0), 0);
    steps.set(date, step);
  }
  return [...steps].map(([date, step]) => ({ date, ...figuresOf(step) }));
}

function startOf(interval: Interval, day: number): string {
  if (interval === 'week') return dateOf(day - weekdayOf(day) + 1);
  return interval === 'month' ? `${dateOf(day).slice(0, 7)}-01` : dateOf(day);
}

const byValue = (values: readonly string[], name: string, counts: readonly Counts[]) =>
  Object.fromEntries(values.map((value) => [value, sumOf(counts, `${name}_${value}`)]));

const nameOf = ({ id, firstName, lastName }: Calendar) => ({ practitionerId: id, firstName, lastName });

const total = (minutes: readonly number[]): number => minutes.reduce((sum, each) => sum + each, 0);
