import { type AppointmentChange, type AppointmentChanges, type AppointmentStatus, DeclaredError } from '@veza/contracts';
import type { Appointment } from './appointment.entity.js';

const NEXT: Record<AppointmentStatus, readonly AppointmentStatus[]> = {
  pending: ['confirmed', 'cancelled'],
  confirmed: ['completed', 'no_show', 'cancelled'],
  cancelled: [],
  completed: [],
  no_show: [],
};

const HALF_A_DAY_MS = 12 * 60 * 60_000;

/** Whether the status holds the time of the appointment. */
export const holdsTime = (status: AppointmentStatus): boolean => NEXT[status].length > 0;

/** The next status, or INVALID_TRANSITION. */
export function transition(from: AppointmentStatus, to: string): AppointmentStatus {
  const next = NEXT[from].find((each) => each === to);
  if (next === undefined)
    throw new DeclaredError('INVALID_TRANSITION', { message: `An appointment that is ${from} cannot become ${to}` });
  return next;
}

/** A change that was requested, with its start as an instant. */
export type Change = Omit<AppointmentChanges, 'startTime'> & { startTime?: Date };

/** The columns of an appointment that a change sets; INVALID_TRANSITION if its status does not allow the change. */
export type Changed = Partial<
  Pick<
    Appointment,
    'status' | 'startTime' | 'duration' | 'practitionerId' | 'type' | 'treatmentId' | 'urgency' | 'presence' | 'notes'
  >
>;

export function changesOf(before: Appointment, { status, notes, reason: _, ...fields }: Change): Changed {
  const wanted: Changed = { ...fields, ...(notes !== undefined && { notes: notes === '' ? null : notes }) };
  if (status !== undefined && status !== before.status) wanted.status = transition(before.status, status);
  const changed: Changed = Object.fromEntries(Object.entries(wanted).filter(([name, value]) => differs(before, name, value)));
  if (changed.type !== undefined && before.treatmentId !== null) changed.treatmentId = null;
  if (movesIn(changed) && !holdsTime(before.status)) transition(before.status, 'rescheduled');
  if (changed.presence && !holdsTime(before.status)) transition(before.status, changed.presence);
  if (before.presence !== null && changed.presence === undefined && isOtherDay(before, changed)) changed.presence = null;
  return changed;
}

/** Whether the change moves the appointment so far that the patient comes once more. */
const isOtherDay = (before: Appointment, { startTime = before.startTime }: Changed): boolean =>
  Math.abs(startTime.getTime() - before.startTime.getTime()) >= HALF_A_DAY_MS;

/** The appointment as the change leaves it, before it is written; `timeVersion` as the trigger of the table sets it. */
export function changedBy(before: Appointment, changed: Changed): Appointment {
  const version = before.version + 1;
  return { ...before, ...changed, version, timeVersion: movesIn(changed) ? version : before.timeVersion };
}

/** Whether the change takes another time. */
export const movesIn = ({
  startTime,
  duration,
  practitionerId,
}: Pick<Changed, 'startTime' | 'duration' | 'practitionerId'>): boolean =>
  startTime !== undefined || duration !== undefined || practitionerId !== undefined;

/** The word for a change in the history and in events. */
export function changeWord({ startTime, status }: Changed): AppointmentChange {
  if (startTime !== undefined) return 'rescheduled';
  return status === undefined || status === 'pending' ? 'updated' : status;
}

function differs(before: Appointment, name: string, value: unknown): boolean {
  const present: unknown = Object.entries(before).find(([each]) => each === name)?.[1];
  if (value === undefined) return false;
  return present instanceof Date && value instanceof Date ? present.getTime() !== value.getTime() : present !== value;
}
