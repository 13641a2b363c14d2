import { isDate } from '../../calendar/dates.js';

export const VIEWS = ['day', 'week'] as const;
export type View = (typeof VIEWS)[number];

/** Which part of which calendar is in sight. */
export interface CalendarSearch {
  cabinet?: string;
  practitioner?: string;
  date?: string;
  view?: View;
}

export interface PatientSearch {
  cabinet?: string;
  q?: string;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

export function calendarSearch(search: Record<string, unknown>): CalendarSearch {
  const [cabinet, practitioner] = [text(search.cabinet), text(search.practitioner)];
  const view = VIEWS.find((each) => each === search.view);
  return {
    ...(cabinet !== undefined && { cabinet }),
    ...(practitioner !== undefined && { practitioner }),
    ...(isDate(search.date) && { date: search.date }),
    ...(view && { view }),
  };
}

export function patientSearch(search: Record<string, unknown>): PatientSearch {
  const [cabinet, q] = [text(search.cabinet), text(search.q)];
  return { ...(cabinet !== undefined && { cabinet }), ...(q !== undefined && { q }) };
}
