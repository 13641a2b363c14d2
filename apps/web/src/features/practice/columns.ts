import type { Absence, Appointment, Practitioner } from '@veza/sdk';
import { dateIn, timeIn } from '../../calendar/dates.js';
import { DAY_MINUTES, type Minutes, minuteOf } from './open-hours.js';
import type { Edges } from './placement.js';

/** One day of one practitioner. */
export interface Column {
  key: string;
  date: string;
  practitionerId: string;
  /** The weekday and the date, or the practitioner. */
  name: string;
  /** The public holiday, of which the practitioner may know nothing. */
  note: string | undefined;
  closed: readonly Minutes[];
}

export const columnKey = (practitioner: Pick<Practitioner, 'id'>, date: string): string => `${date} ${practitioner.id}`;

/** The minute of the day of an instant, on the clock of the cabinet. */
export const minuteIn = (zone: string, at: string): number => minuteOf(timeIn(zone, new Date(at)));

export const appointmentsIn = (column: Column, zone: string, appointments: readonly Appointment[]): Appointment[] =>
  appointments.filter(
    ({ practitionerId, startTime }) =>
      practitionerId === column.practitionerId && dateIn(zone, new Date(startTime)) === column.date,
  );

/** The absences of a column, each with its part of the day. */
export function absencesIn({ date, practitionerId }: Column, zone: string, absences: readonly Absence[]) {
  return absences.flatMap((absence) => {
    const [first, last] = [absence.startTime, absence.endTime].map((at) => dateIn(zone, new Date(at)));
    if (absence.practitionerId !== practitionerId || first === undefined || last === undefined) return [];
    if (first > date || last < date) return [];
    return [
      {
        absence,
        from: first < date ? 0 : minuteIn(zone, absence.startTime),
        to: last > date ? DAY_MINUTES : minuteIn(zone, absence.endTime),
      },
    ];
  });
}

/** From eight to seven, and as far as there are hours or appointments. */
export function edgesOf(
  columns: readonly Column[],
  appointments: readonly Pick<Appointment, 'startTime' | 'duration'>[],
  zone: string,
): Edges {
  const open = columns.flatMap(({ closed }) => {
    const [first, last] = [closed[0], closed.at(-1)];
    if (first === undefined || last === undefined) return [];
    if (first.from === 0 && first.to === DAY_MINUTES) return [];
    return [first.from === 0 ? first.to : 0, last.to === DAY_MINUTES ? last.from : DAY_MINUTES];
  });
  const taken = appointments.flatMap(({ startTime, duration }) => {
    const from = minuteIn(zone, startTime);
    return [from, from + duration];
  });
  const first = Math.min(8 * 60, ...open, ...taken);
  const last = Math.max(19 * 60, ...open, ...taken);
  return { first: Math.floor(first / 60) * 60, last: Math.min(DAY_MINUTES, Math.ceil(last / 60) * 60) };
}
