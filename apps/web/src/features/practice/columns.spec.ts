import { expect, test } from '@jest/globals';
import type { Absence } from '@veza/sdk';
import { absencesIn, type Column, columnKey, edgesOf } from './columns.js';

const ZONE = 'Europe/Paris';
const column = (date: string, closed: Column['closed'] = []): Column => ({
  ...{ key: columnKey({ id: 'ada' }, date), date, practitionerId: 'ada', name: date, note: undefined },
  closed,
});
const absence = (startTime: string, endTime: string, practitionerId = 'ada'): Absence => ({
  ...{ id: startTime, practitionerId, startTime, endTime },
});

test('an absence over midnight has a part in each of its days, on the clock of the cabinet', () => {
  const night = absence('2027-03-28T20:00:00Z', '2027-03-29T07:30:00Z');
  const parts = (date: string, ...absences: Absence[]) =>
    absencesIn(column(date), ZONE, absences).map(({ from, to }) => [from, to]);
  expect(parts('2027-03-28', night)).toEqual([[22 * 60, 24 * 60]]);
  expect(parts('2027-03-29', night)).toEqual([[0, 9 * 60 + 30]]);
  expect(parts('2027-03-30', night)).toEqual([]);
  expect(parts('2027-03-28', absence(night.startTime, night.endTime, 'bea'))).toEqual([]);
});

test('the grid is as high as hours and appointments need, and from eight to seven at least', () => {
  const closed = [
    { from: 0, to: 7 * 60 + 30 },
    { from: 20 * 60, to: 24 * 60 },
  ];
  expect(edgesOf([column('2027-03-29')], [], ZONE)).toEqual({ first: 8 * 60, last: 19 * 60 });
  expect(edgesOf([column('2027-03-29', closed)], [], ZONE)).toEqual({ first: 7 * 60, last: 20 * 60 });
  expect(edgesOf([column('2027-03-29', [{ from: 0, to: 24 * 60 }])], [], ZONE)).toEqual({ first: 8 * 60, last: 19 * 60 });
  const late = { startTime: '2027-03-29T18:45:00Z', duration: 45 };
  expect(edgesOf([], [late], ZONE)).toEqual({ first: 8 * 60, last: 22 * 60 });
});
