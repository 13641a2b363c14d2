import type { Cabinet, Practitioner } from '@veza/sdk';
import { useFormatter } from 'use-intl';
import { addDays, noonOf } from '../../calendar/dates.js';
import { type Column, columnKey } from './columns.js';
import { closedMinutes } from './open-hours.js';
import { teamNames } from './team-names.js';
import { useHolidays } from './use-holidays.js';

interface Sight {
  cabinet: Cabinet;
  team: readonly Practitioner[];
  dateFrom: string;
  dateTo: string;
}

/** A column for each day of one practitioner, or for each practitioner of one day. */
export function useColumns({ cabinet, team, dateFrom, dateTo }: Sight): Column[] {
  const format = useFormatter();
  // A week over the turn of a year shows the holidays of its first days only.
  const { data: holidays } = useHolidays(cabinet.id, Number(dateFrom.slice(0, 4)));
  const holidayOn = (date: string) => holidays?.items.find((each) => each.date === date && each.closed);
  const isHoliday = (date: string) => holidayOn(date) !== undefined;
  const names = teamNames(team);
  const dateName = (date: string) =>
    format.dateTime(noonOf(date), { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });
  return daysOf(dateFrom, dateTo).flatMap((date) =>
    team.map((practitioner) => ({
      key: columnKey(practitioner, date),
      date,
      practitionerId: practitioner.id,
      name: dateFrom === dateTo ? (names.get(practitioner.id) ?? '') : dateName(date),
      note: holidayOn(date)?.name,
      closed: closedMinutes(practitioner, date, isHoliday),
    })),
  );
}

function daysOf(from: string, to: string): string[] {
  const days = [from];
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}
