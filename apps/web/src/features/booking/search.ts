import { isDate } from '../../calendar/is-date.js';
import { type AppointmentType, isType } from './types.js';

/** Which cabinets a person looks for. */
export interface Sought {
  q?: string;
}

export const soughtOf = ({ q }: Record<string, unknown>): Sought => (typeof q === 'string' && q !== '' ? { q } : {});

/** What a person looks for on the page of a cabinet. */
export interface Wanted {
  practitioner?: string;
  type?: AppointmentType;
  /** Id of a treatment of the cabinet. */
  treatment?: string;
  from?: string;
}

export const wantedOf = ({ practitioner, type, treatment, from }: Record<string, unknown>): Wanted => ({
  ...(typeof practitioner === 'string' && { practitioner }),
  ...(isType(type) && { type }),
  ...(typeof treatment === 'string' && treatment !== '' && { treatment }),
  ...(isDate(from) && { from }),
});

/** The time that a person has chosen. */
export interface Chosen {
  practitioner: string;
  type: AppointmentType;
  treatment?: string;
  at: string;
  minutes: number;
}

export const chosenOf = (search: Record<string, unknown>): Chosen => ({
  practitioner: String(search.practitioner ?? ''),
  type: isType(search.type) ? search.type : 'consultation',
  ...(typeof search.treatment === 'string' && { treatment: search.treatment }),
  at: String(search.at ?? ''),
  minutes: typeof search.minutes === 'number' ? search.minutes : 30,
});

export const weekOf = ({ from }: Record<string, unknown>): { from?: string } => (isDate(from) ? { from } : {});

/** Which appointment has just been changed, and how. */
export interface Changed {
  changed?: string;
  how?: 'moved' | 'cancelled';
}

export const changedOf = ({ changed, how }: Record<string, unknown>): Changed =>
  typeof changed === 'string' && (how === 'moved' || how === 'cancelled') ? { changed, how } : {};
