import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { instantOf } from '../time/cabinet-time.js';
import { type Schedule, slotGrid, type SlotRange, withAvailability } from './slot-grid.js';

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
