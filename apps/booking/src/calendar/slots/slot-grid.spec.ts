import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dayAfter, instantOf } from '../../practice/time/cabinet-time.js';
import type { Schedule } from '../../practice/time/schedule.js';
import { refusalOf } from '../../practice/time/time-rule.js';
import { freeSlots, slotGrid, type SlotRange, withAvailability } from './slot-grid.js';

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const LONG_AGO = Date.parse('2024-01-01T00:00:00Z');

const schedule = (facts: Partial<Schedule> = {}): Schedule => ({
  timezone: 'Europe/Paris',
  workingHours: EVERY_DAY.map((day) => ({ day, start: '09:00', end: '12:00' })),
  exceptions: [],
  buffer: 0,
  notice: 0,
  horizon: 5_000,
  ...facts,
});

const grid = (facts: Partial<Schedule>, wanted: Partial<SlotRange> & { dateFrom: string }, most = 500) =>
  slotGrid(schedule(facts), { dateTo: wanted.dateFrom, duration: 60, now: LONG_AGO, ...wanted }, most);
const onEveryDay = (open: readonly { start: string; end: string }[]) =>
  open.flatMap((each) => EVERY_DAY.map((day) => ({ day, ...each })));
const times = (...args: Parameters<typeof grid>) => grid(...args).map(({ time }) => time);
const night = { workingHours: EVERY_DAY.map((day) => ({ day, start: '00:00', end: '06:00' })) };

describe('the slots of a day', () => {
  const dateFrom = '2026-12-01'; // a Tuesday

  test('begin with each span of working hours and follow each other by duration and buffer', () => {
    const workingHours = [
      { day: 2, start: '09:00', end: '11:00' },
      { day: 2, start: '14:00', end: '15:10' },
      { day: 3, start: '08:00', end: '20:00' },
    ];
    expect(times({ workingHours }, { dateFrom, duration: 30 })).toEqual(['09:00', '09:30', '10:00', '10:30', '14:00', '14:30']);
    expect(times({ workingHours, buffer: 10 }, { dateFrom, duration: 30 })).toEqual([
      '09:00',
      '09:40',
      '10:20',
      '14:00',
      '14:40',
    ]);
  });

  test('of overlapping hours are those of their union', () => {
    const workingHours = [
      { day: 2, start: '10:30', end: '13:00' },
      { day: 2, start: '09:00', end: '11:00' },
    ];
    expect(times({ workingHours }, { dateFrom })).toEqual(['09:00', '10:00', '11:00', '12:00']);
  });

  test('follow the exception of a date instead of its weekday', () => {
    const exceptions = [
      { date: dateFrom, hours: [{ start: '20:00', end: '22:00' }] },
      { date: '2026-12-02', hours: [] },
    ];
    expect(
      grid({ exceptions }, { dateFrom, dateTo: '2026-12-03', duration: 120 }).map(({ date, time }) => `${date} ${time}`),
    ).toEqual(['2026-12-01 20:00', '2026-12-03 09:00']);
  });

  test('keep their times when the notice excludes some, and end with the horizon', () => {
    const now = Date.parse('2026-12-01T08:10:00+01:00');
    expect(times({}, { dateFrom, now })).toEqual(['09:00', '10:00', '11:00']);
    expect(times({ notice: 60 }, { dateFrom, now })).toEqual(['10:00', '11:00']);
    expect(grid({ horizon: 1 }, { dateFrom: '2020-01-01', dateTo: '2199-12-31', now }).map(({ startTime }) => startTime)).toEqual(
      ['2026-12-01T09:00:00+01:00', '2026-12-01T10:00:00+01:00', '2026-12-01T11:00:00+01:00'],
    );
    expect(times({ horizon: 1 }, { dateFrom: '2026-12-03', now })).toEqual([]);
  });

  test('overlap across a short break by their buffer: taking one takes the other', () => {
    const workingHours = [
      { day: 2, start: '09:00', end: '10:00' },
      { day: 2, start: '10:05', end: '11:05' },
    ];
    const slots = grid({ workingHours, buffer: 10 }, { dateFrom });
    expect(slots.map(({ time }) => time)).toEqual(['09:00', '10:05']);
    expect(withAvailability(slots, slots.slice(1)).map(({ available }) => available)).toEqual([false, false]);
  });

  test('are at most as many as requested', () => {
    expect(grid({}, { dateFrom, dateTo: '2027-12-01' }, 500)).toHaveLength(500);
  });
});

describe('night shifts', () => {
  const nightShift = { workingHours: onEveryDay([{ start: '22:00', end: '06:00' }]) };
  const shiftOf = (date: string) =>
    grid(nightShift, { dateFrom: date, dateTo: dayAfter(date) })
      .map(({ startTime }) => startTime)
      .filter((startTime) => startTime > `${date}T12` && startTime < `${dayAfter(date)}T12`);

  test('go on after midnight, and a date has the end of one and the beginning of the next', () => {
    expect(times(nightShift, { dateFrom: '2026-12-01', duration: 120 })).toEqual(['00:00', '02:00', '04:00', '22:00']);
    expect(shiftOf('2026-12-01')).toHaveLength(8);
  });

  test('are an hour shorter in spring and an hour longer in autumn', () => {
    expect(shiftOf('2027-03-27').map((time) => time.slice(11, 13))).toEqual(['22', '23', '00', '01', '03', '04', '05']);
    expect(shiftOf('2027-10-30').map((time) => time.slice(11, 19))).toHaveLength(9);
  });

  test('end at 24:00 with the day, and hours of the next day begin after the shift', () => {
    const untilMidnight = { workingHours: onEveryDay([{ start: '22:00', end: '24:00' }]) };
    expect(times(untilMidnight, { dateFrom: '2026-12-01' })).toEqual(['22:00', '23:00']);
    const workingHours = [
      { day: 2, start: '20:00', end: '02:30' },
      { day: 3, start: '01:00', end: '05:00' },
    ];
    const slots = grid({ workingHours }, { dateFrom: '2026-12-01', dateTo: '2026-12-02' });
    expect(slots.map(({ time }) => time)).toEqual(['20:00', '21:00', '22:00', '23:00', '00:00', '01:00', '02:30', '03:30']);
  });
});

describe('days of a clock change', () => {
  test('the skipped hour has no slot', () => {
    expect(times(night, { dateFrom: '2027-03-28' })).toEqual(['00:00', '01:00', '03:00', '04:00', '05:00']);
    expect(times({}, { dateFrom: '2027-03-28' })).toEqual(['09:00', '10:00', '11:00']);
  });

  test('the repeated hour has its slots twice, with different offsets', () => {
    expect(grid(night, { dateFrom: '2027-10-31' }).map(({ startTime }) => startTime.slice(11))).toEqual([
      '00:00:00+02:00',
      '01:00:00+02:00',
      '02:00:00+02:00',
      '02:00:00+01:00',
      '03:00:00+01:00',
      '04:00:00+01:00',
      '05:00:00+01:00',
    ]);
  });

  test('working hours that begin or end in the gap begin or end with it', () => {
    const hours = (start: string, end: string) => ({ workingHours: [{ day: 7, start, end }] });
    expect(times(hours('02:30', '05:00'), { dateFrom: '2027-03-28' })).toEqual(['03:00', '04:00']);
    expect(times(hours('00:00', '02:30'), { dateFrom: '2027-03-28' })).toEqual(['00:00', '01:00']);
    expect(times(hours('02:10', '02:50'), { dateFrom: '2027-03-28', duration: 5 })).toEqual([]);
  });

  test('a date that the zone skipped has no slots', () => {
    const wanted = { dateFrom: '2011-12-29', dateTo: '2011-12-31', now: Date.parse('2011-12-01T00:00:00Z'), duration: 180 };
    expect(grid({ timezone: 'Pacific/Apia' }, wanted).map(({ date }) => date)).toEqual(['2011-12-29', '2011-12-31']);
  });

  test('a time without an offset is the one after a gap, and the first one of a repeated hour', () => {
    expect(instantOf('2027-03-28T02:30:00', 'Europe/Paris').toISOString()).toBe('2027-03-28T01:30:00.000Z');
    expect(instantOf('2027-10-31T02:30', 'Europe/Paris').toISOString()).toBe('2027-10-31T00:30:00.000Z');
    expect(instantOf('2027-10-31T02:30:00+01:00', 'Europe/Paris').toISOString()).toBe('2027-10-31T01:30:00.000Z');
    expect(instantOf('2027-10-31T02:30:00.000Z', 'Europe/Paris').toISOString()).toBe('2027-10-31T02:30:00.000Z');
  });
});

/** What a clock on the wall shows, by another way than the code under test takes. */
const clocks = new Map<string, Intl.DateTimeFormat>();
function clock(instant: number, timezone: string): string {
  const known =
    clocks.get(timezone) ?? new Intl.DateTimeFormat('sv', { timeZone: timezone, dateStyle: 'short', timeStyle: 'medium' });
  clocks.set(timezone, known);
  return known.format(instant);
}

const FIVE = 5 * 60_000;
const asTime = (step: number) => `${String(Math.floor(step / 12)).padStart(2, '0')}:${String((step % 12) * 5).padStart(2, '0')}`;
const zone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
const hours = fc
  .tuple(fc.integer({ min: 0, max: 286 }), fc.integer({ min: 1, max: 287 }))
  .filter(([start, end]) => start < end)
  .map(([start, end]) => ({ start: asTime(start), end: asTime(end) }));
/** Days on which some zone changes its clock come often: the last and the first week of a month. */
const date = fc
  .record({
    year: fc.integer({ min: 2024, max: 2036 }),
    month: fc.integer({ min: 0, max: 11 }),
    day: fc.integer({ min: -6, max: 8 }),
  })
  .map(({ year, month, day }) => new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10))
  .filter((day) => day >= '2024-01-03');

test('in every zone on every day, slots are ordered, disjoint and within the working hours of the local clock', () => {
  const minutes = fc.record({ duration: fc.integer({ min: 5, max: 90 }), buffer: fc.integer({ min: 0, max: 30 }) });
  const within = (shown: string, day: string, open: { start: string; end: string }[]) =>
    shown.startsWith(day) && open.some(({ start, end }) => start <= shown.slice(11, 16) && shown.slice(11, 16) < end);
  fc.assert(
    fc.property(zone, date, fc.array(hours, { maxLength: 4 }), minutes, (timezone, day, open, { duration, buffer }) => {
      const slots = grid({ timezone, buffer, workingHours: onEveryDay(open) }, { dateFrom: day, duration });
      const wrong = slots.filter(
        ({ date: on, time, startTime, start, end }, i) =>
          on !== day ||
          Date.parse(startTime) !== start ||
          end - start !== (duration + buffer) * 60_000 ||
          start + buffer * 60_000 < (slots[i - 1]?.end ?? 0) ||
          clock(start, timezone) !== `${day} ${time}:00` ||
          !within(clock(start, timezone), day, open) ||
          !within(clock(start + duration * 60_000 - 1, timezone), day, open),
      );
      expect(wrong).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

test('in every zone on every day, the slots cover each working minute of the local clock exactly once', () => {
  fc.assert(
    fc.property(zone, date, hours, (timezone, day, open) => {
      const slots = grid(
        { timezone, workingHours: EVERY_DAY.map((weekday) => ({ day: weekday, ...open })) },
        { dateFrom: day, duration: 5 },
      );
      const expected: number[] = [];
      for (let at = Date.parse(day) - 16 * 3_600_000; at < Date.parse(day) + 40 * 3_600_000; at += FIVE) {
        const shown = clock(at, timezone);
        if (shown.startsWith(day) && open.start <= shown.slice(11, 16) && shown.slice(11, 16) < open.end) expected.push(at);
      }
      expect(slots.map(({ start }) => start)).toEqual(expected);
    }),
    { numRuns: 100 },
  );
});

/** A year and a month of dates, each with its zone. */
const soon = fc.integer({ min: 0, max: 399 }).map((days) => new Date(Date.UTC(2027, 0, 1 + days)).toISOString().slice(0, 10));
const nights = fc.constantFrom(
  { start: '00:00', end: '24:00' },
  { start: '08:10', end: '12:20' },
  { start: '18:00', end: '01:30' },
  { start: '22:30', end: '06:00' },
);

test('in 20,000 zones and dates, slots keep their length and order, and the clock shows their time', () => {
  fc.assert(
    fc.property(zone, soon, nights, fc.integer({ min: 45, max: 240 }), (timezone, day, open, duration) => {
      const slots = grid({ timezone, workingHours: onEveryDay([open]), buffer: 5 }, { dateFrom: day, duration });
      let end = 0;
      for (const slot of slots) {
        const isRight = slot.date === day && slot.start >= end - 5 * 60_000 && Date.parse(slot.startTime) === slot.start;
        if (!isRight) throw new Error(`${timezone} ${day}: ${JSON.stringify(slot)}`);
        end = slot.end;
      }
      const [first] = slots;
      if (first && clock(first.start, timezone) !== `${day} ${first.time}:00`) throw new Error(`${timezone}: ${first.startTime}`);
    }),
    { numRuns: 20_000 },
  );
});

test('slots are exactly the times that the rule allows to patients, and staff may take others within the hours', () => {
  const minutes = fc.record({ duration: fc.integer({ min: 5, max: 120 }), buffer: fc.integer({ min: 0, max: 30 }) });
  fc.assert(
    fc.property(zone, soon, nights, minutes, fc.integer({ min: 0, max: 4_000 }), (timezone, day, open, minute, notice) => {
      const { duration, buffer } = minute;
      const facts = schedule({ timezone, buffer, notice, workingHours: onEveryDay([open]) });
      const now = Date.parse(day) - 36 * 3_600_000;
      const starts = new Set(slotGrid(facts, { dateFrom: day, dateTo: day, duration, now }, 500).map(({ start }) => start));
      for (let at = Date.parse(day) - 16 * 3_600_000; at < Date.parse(day) + 40 * 3_600_000; at += FIVE) {
        const refused = refusalOf(facts, { duration, now, by: 'patient' }, at, false);
        if (clock(at, timezone).startsWith(day)) expect([at, refused === undefined]).toEqual([at, starts.has(at)]);
        if (refused === undefined || refused === 'off the grid')
          expect(refusalOf(facts, { duration, now, by: 'staff' }, at, false)).toBeUndefined();
        expect(refusalOf(facts, { duration, now, by: 'staff', atAnyHour: true }, at, true)).toBeDefined();
      }
    }),
    { numRuns: 30 },
  );
});

test('the first free slots are those of the list, whatever is taken', () => {
  const busySpans = fc.array(fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 4_000 })), { maxLength: 12 });
  fc.assert(
    fc.property(zone, soon, nights, busySpans, (timezone, day, open, gaps) => {
      let at = Date.parse(day) - 12 * 3_600_000;
      const busy = gaps.map(([gap, length]) => {
        const start = at + gap * 60_000;
        at = start + length * 60_000;
        return { start, end: at };
      });
      const facts = schedule({ timezone, workingHours: onEveryDay([open]), buffer: 5 });
      const range = { dateFrom: day, dateTo: dayAfter(dayAfter(day)), duration: 25, now: LONG_AGO };
      const all = withAvailability(slotGrid(facts, range, 500), busy).filter(({ available }) => available);
      expect(freeSlots(facts, range, busy, 5).map(({ start }) => start)).toEqual(all.slice(0, 5).map(({ start }) => start));
    }),
    { numRuns: 200 },
  );
});

test('a slot is available when no busy span overlaps it', () => {
  const spans = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 20 })), { maxLength: 20 })
    .map((steps) => {
      let at = 0;
      return steps.map(([gap, length]) => {
        const start = at + gap;
        at = start + length;
        return { start, end: at };
      });
    });
  fc.assert(
    fc.property(spans, spans, (slots, busy) => {
      const expected = slots.map((slot) => busy.every(({ start, end }) => end <= slot.start || start >= slot.end));
      expect(withAvailability(slots, busy).map(({ available }) => available)).toEqual(expected);
    }),
  );
});
