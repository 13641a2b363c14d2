import { isDate } from '../../calendar/dates.js';

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
  return { ...hoursSearch(search), ...(isDate(search.date) && { date: search.date }), ...(view && { view }) };
}

export function patientSearch(search: Record<string, unknown>): PatientSearch {
  const q = text(search.q);
  return { ...cabinetSearch(search), ...(q !== undefined && { q }) };
}
