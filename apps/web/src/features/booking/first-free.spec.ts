import { expect, test } from '@jest/globals';
import { firstFree } from './first-free.js';

const slots = (practitionerId: string, ...times: string[]) =>
  times.map((time) => ({ date: time.slice(0, 10), startTime: `${time}:00+02:00`, practitionerId }));
const found = (...lists: ReturnType<typeof slots>[]) =>
  firstFree(lists).map(({ startTime, practitionerId }) => `${startTime.slice(5, 16)} ${practitionerId}`);

test('free times of several practitioners are one list in order of time', () => {
  expect(found(slots('ada', '2027-05-03T10:00', '2027-05-04T08:15'), slots('bo', '2027-05-03T09:00'))).toEqual([
    '05-03T09:00 bo',
    '05-03T10:00 ada',
    '05-04T08:15 ada',
  ]);
});

test('a time of two practitioners is listed once, with the one who has more of that date free', () => {
  const ada = slots('ada', '2027-05-03T09:00', '2027-05-04T09:00', '2027-05-04T10:00');
  const bo = slots('bo', '2027-05-03T09:00', '2027-05-03T11:00', '2027-05-04T09:00');
  expect(found(ada, bo)).toEqual(['05-03T09:00 bo', '05-03T11:00 bo', '05-04T09:00 ada', '05-04T10:00 ada']);
});

test('the hour that occurs twice when daylight saving ends has both times', () => {
  const twice = [
    { date: '2027-10-31', startTime: '2027-10-31T02:30:00+01:00', practitionerId: 'ada' },
    { date: '2027-10-31', startTime: '2027-10-31T02:30:00+02:00', practitionerId: 'ada' },
  ];
  expect(firstFree([twice]).map(({ startTime }) => startTime.slice(-6))).toEqual(['+02:00', '+01:00']);
});
