import { isDate } from '../../calendar/is-date.js';

export const VIEWS = ['day', 'week'] as const;
export type View = (typeof VIEWS)[number];

export interface CabinetSearch {
  cabinet?: string;
}

export interface HoursSearch extends CabinetSearch {
  practitioner?: string;
}

/** Which part of which calendar is in sight. */
export interface CalendarSearch extends HoursSearch {
  date?: string;
  view?: View;
  facility?: string;
}

export const INTERVALS = ['day', 'week', 'month'] as const;
export type Interval = (typeof INTERVALS)[number];

/** Which figures are in sight. */
export interface FiguresSearch extends HoursSearch {
  from?: string;
  to?: string;
  interval?: Interval;
}

export interface PatientSearch extends CabinetSearch {
  q?: string;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

export function cabinetSearch(search: Record<string, unknown>): CabinetSearch {
  const cabinet = text(search.cabinet);
  return cabinet === undefined ? {} : { cabinet };
}

export function hoursSearch(search: Record<string, unknown>): HoursSearch {
  const practitioner = text(search.practitioner);
  return { ...cabinetSearch(search), ...(practitioner !== undefined && { practitioner }) };
}

export function calendarSearch(search: Record<string, unknown>): CalendarSearch {
  const view = VIEWS.find((each) => each === search.view);
  const facility = text(search.facility);
  return {
    ...hoursSearch(search),
    ...(isDate(search.date) && { date: search.date }),
    ...(view && { view }),
    ...(facility !== undefined && { facility }),
  };
}

export function figuresSearch(search: Record<string, unknown>): FiguresSearch {
  const interval = INTERVALS.find((each) => each === search.interval);
  return {
    ...hoursSearch(search),
    ...(isDate(search.from) && { from: search.from }),
    ...(isDate(search.to) && { to: search.to }),
    ...(interval && { interval }),
  };
}

export function patientSearch(search: Record<string, unknown>): PatientSearch {
  const q = text(search.q);
  return { ...cabinetSearch(search), ...(q !== undefined && { q }) };
}
