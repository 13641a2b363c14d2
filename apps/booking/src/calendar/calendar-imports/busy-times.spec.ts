import { expect, test } from '@jest/globals';
import { busyTimesOf } from './busy-times.js';
import { parseInThread } from './parse-in-thread.js';

const WINDOW = { from: Date.UTC(2027, 0, 1), until: Date.UTC(2028, 0, 1), timezone: 'Asia/Tokyo' };
const calendar = (...lines: string[]) => ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR'].join('\r\n');
const event = (...lines: string[]) => ['BEGIN:VEVENT', 'UID:one', ...lines, 'END:VEVENT'].join('\r\n');
const read = (...lines: string[]) =>
  busyTimesOf(calendar(...lines), WINDOW)
    .map(({ start, end }) => `${new Date(start).toISOString().slice(0, 16)} ${(end - start) / 60_000}`)
    .toSorted();

/** A zone that no database of time zones knows: UTC+2 in summer, UTC+1 in winter. */
const ZONE = [
  'BEGIN:VTIMEZONE',
  'TZID:Office Time',
  'BEGIN:STANDARD',
  'DTSTART:19701025T030000',
  'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
  'TZOFFSETFROM:+0200',
  'TZOFFSETTO:+0100',
  'END:STANDARD',
  'BEGIN:DAYLIGHT',
  'DTSTART:19700329T020000',
  'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0200',
  'END:DAYLIGHT',
  'END:VTIMEZONE',
].join('\r\n');

test.each<[string, string[], string[]]>([
  ['UTC', ['DTSTART:20270301T090000Z', 'DTEND:20270301T100000Z'], ['2027-03-01T09:00 60']],
  ['a duration', ['DTSTART:20270301T090000Z', 'DURATION:PT45M'], ['2027-03-01T09:00 45']],
  ['the zone of the cabinet', ['DTSTART:20270301T090000', 'DTEND:20270301T100000'], ['2027-03-01T00:00 60']],
  ['a whole day there', ['DTSTART;VALUE=DATE:20270301', 'DTEND;VALUE=DATE:20270303'], ['2027-02-28T15:00 2880']],
  ['a whole day without an end', ['DTSTART;VALUE=DATE:20270301'], ['2027-02-28T15:00 1440']],
  [
    'a known zone that the file does not describe',
    ['DTSTART;TZID=America/New_York:20270701T090000', 'DTEND;TZID=America/New_York:20270701T100000'],
    ['2027-07-01T13:00 60'],
  ],
  [
    'two zones',
    ['DTSTART;TZID=Europe/Paris:20270701T090000', 'DTEND;TZID=Europe/London:20270701T100000'],
    ['2027-07-01T07:00 120'],
  ],
  ['free time', ['DTSTART:20270301T090000Z', 'DTEND:20270301T100000Z', 'TRANSP:TRANSPARENT'], []],
  ['a cancelled event', ['DTSTART:20270301T090000Z', 'DTEND:20270301T100000Z', 'STATUS:CANCELLED'], []],
  ['no length', ['DTSTART:20270301T090000Z', 'DTEND:20270301T090000Z'], []],
  ['an end before the start', ['DTSTART:20270301T090000Z', 'DTEND:20270301T080000Z'], []],
  ['no start', ['SUMMARY:nothing'], []],
  ['a time before the window', ['DTSTART:20260301T090000Z', 'DTEND:20260301T100000Z'], []],
  ['a time over the edge of the window', ['DTSTART:20261231T230000Z', 'DTEND:20270101T010000Z'], ['2027-01-01T00:00 60']],
])('an event with %s is read', (_name, lines, expected) => {
  expect(read(event(...lines))).toEqual(expected);
});

test('a repeated event keeps the local time over a change of the clocks, without its EXDATE', () => {
  const weekly = ['DTSTART;TZID=Office Time:20270322T090000', 'DTEND;TZID=Office Time:20270322T100000'];
  const rule = ['RRULE:FREQ=WEEKLY;COUNT=4', 'EXDATE;TZID=Office Time:20270405T090000'];
  expect(read(ZONE, event(...weekly, ...rule))).toEqual(['2027-03-22T08:00 60', '2027-03-29T07:00 60', '2027-04-12T07:00 60']);
});

test('changes of occurrences move, free and cancel them, also when they name them in another zone', () => {
  const at = (day: string, time: string) => `TZID=Europe/Paris:202704${day}T${time}00`;
  const daily = event(
    `DTSTART;${at('05', '0900')}`,
    `DTEND;${at('05', '1000')}`,
    'RRULE:FREQ=DAILY;COUNT=5',
    'RDATE:20270420T070000Z',
  );
  const moved = event('RECURRENCE-ID:20270406T070000Z', 'DTSTART:20270406T140000Z', 'DTEND:20270406T143000Z');
  const freed = event(
    `RECURRENCE-ID;${at('07', '0900')}`,
    'DTSTART:20270407T070000Z',
    'DTEND:20270407T080000Z',
    'TRANSP:TRANSPARENT',
  );
  const cancelled = event(`RECURRENCE-ID;${at('08', '0900')}`, 'DTSTART:20270408T070000Z', 'STATUS:CANCELLED');
  expect(read(moved, daily, freed, cancelled)).toEqual([
    '2027-04-05T07:00 60',
    '2027-04-06T14:00 30',
    '2027-04-09T07:00 60',
    '2027-04-20T07:00 60',
  ]);
});

test('an event that has repeated for decades is read within the window', () => {
  const lines = ['DTSTART:19900101T090000Z', 'DTEND:19900101T093000Z', 'RRULE:FREQ=DAILY'];
  expect(read(event(...lines))).toHaveLength(365);
});

test.each([
  ['', 'not_a_calendar'],
  ['<html><body>Sign in</body></html>', 'not_a_calendar'],
  ['BEGIN:VCARD\r\nFN:Ada\r\nEND:VCARD', 'not_a_calendar'],
  ['BEGIN:VCALENDAR\r\nBEGIN:VEVENT', 'not_a_calendar'],
  [calendar(event('DTSTART:20270101T000000Z', 'DURATION:PT1S', 'RRULE:FREQ=SECONDLY')), 'too_many_events'],
])('the text %j is refused', async (text, failure) => {
  await expect(parseInThread(text, WINDOW, 10_000)).rejects.toMatchObject({ code: failure });
});

test('a thread parses, and one that does not end is ended', async () => {
  const text = calendar(event('DTSTART:20270301T090000Z', 'DTEND:20270301T100000Z'));
  expect(await parseInThread(text, WINDOW, 10_000)).toEqual([
    { uid: 'one', start: Date.UTC(2027, 2, 1, 9), end: Date.UTC(2027, 2, 1, 10) },
  ]);
  await expect(parseInThread(text, WINDOW, 0)).rejects.toMatchObject({ code: 'too_many_events' });
});
