import { expect, test } from '@jest/globals';
import { addDays, dateIn, isOtherClock, mondayOf, placeOf, timeIn } from './dates.js';
import { isDate } from './is-date.js';

test('a date and a time are those of the zone', () => {
  const instant = new Date('2027-03-27T23:30:00Z');
  expect([dateIn('Europe/Paris', instant), timeIn('Europe/Paris', instant)]).toEqual(['2027-03-28', '00:30']);
  expect([dateIn('America/Toronto', instant), timeIn('America/Toronto', instant)]).toEqual(['2027-03-27', '19:30']);
});

test('days are added across months and changes of the clock, and a week begins on Monday', () => {
  expect(addDays('2027-02-27', 2)).toBe('2027-03-01');
  expect(addDays('2027-03-28', -1)).toBe('2027-03-27');
  expect(['2027-03-22', '2027-03-24', '2027-03-28'].map(mondayOf)).toEqual(Array(3).fill('2027-03-22'));
});

test('clocks that show the same are no other clocks', () => {
  const winter = new Date('2027-01-10T12:00:00Z');
  expect(isOtherClock('Europe/Paris', 'Europe/Berlin', winter)).toBe(false);
  expect(isOtherClock('Europe/Paris', 'Indian/Reunion', winter)).toBe(true);
});

test('an address may have anything in the place of a date', () => {
  expect(['2027-02-01', '2027-99-01', 'x', 7, undefined].map(isDate)).toEqual([true, false, false, false, false]);
  expect(placeOf('America/New_York')).toBe('New York');
});
