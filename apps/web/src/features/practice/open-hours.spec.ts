import { expect, test } from '@jest/globals';
import { closedMinutes, minuteOf, timeOf } from './open-hours.js';

const MONDAY = '2027-03-29';
const never = () => false;
const shown = (practitioner: Parameters<typeof closedMinutes>[0], date = MONDAY, isHoliday: (date: string) => boolean = never) =>
  closedMinutes(practitioner, date, isHoliday).map(({ from, to }) => `${timeOf(from)}-${timeOf(to)}`);

const workingHours = [
  { day: 1, start: '14:00', end: '18:00' },
  { day: 1, start: '09:00', end: '12:00' },
];

test('the time outside of the hours of a weekday is closed', () => {
  expect(shown({ workingHours, exceptions: [] })).toEqual(['00:00-09:00', '12:00-14:00', '18:00-24:00']);
  expect(shown({ workingHours, exceptions: [] }, '2027-03-30')).toEqual(['00:00-24:00']);
});

test('a date of its own replaces the hours, also on a public holiday', () => {
  const exceptions = [{ date: MONDAY, hours: [{ start: '10:00', end: '11:00' }] }];
  const holiday = (date: string) => date === MONDAY;
  expect(shown({ workingHours, exceptions: [] }, MONDAY, holiday)).toEqual(['00:00-24:00']);
  expect(shown({ workingHours, exceptions }, MONDAY, holiday)).toEqual(['00:00-10:00', '11:00-24:00']);
});

test('a night shift is open into the next date', () => {
  const night = { workingHours: [{ day: 1, start: '22:00', end: '06:00' }], exceptions: [] };
  expect(shown(night)).toEqual(['00:00-22:00']);
  expect(shown(night, '2027-03-30')).toEqual(['06:00-24:00']);
  const untilMidnight = { workingHours: [{ day: 1, start: '22:00', end: '24:00' }], exceptions: [] };
  expect(shown(untilMidnight, '2027-03-30')).toEqual(['00:00-24:00']);
});

test('times of day are minutes and back', () => {
  expect([minuteOf('09:30'), minuteOf('24:00'), timeOf(570), timeOf(5)]).toEqual([570, 1440, '09:30', '00:05']);
});
