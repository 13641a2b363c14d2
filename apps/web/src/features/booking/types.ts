import type { PatientAppointment } from '@veza/sdk';

export type AppointmentType = PatientAppointment['type'];

/** What an appointment may be for, the most frequent first. */
export const TYPES: readonly AppointmentType[] = [
  'consultation',
  'controle',
  'soin',
  'detartrage',
  'extraction',
  'implant',
  'orthodontie',
  'urgence',
];

export const isType = (value: unknown): value is AppointmentType => TYPES.some((type) => type === value);
