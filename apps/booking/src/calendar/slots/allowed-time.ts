import { type DeclaredError, invalid, type Urgency } from '@veza/contracts';
import type { TakenTime } from '../busy/busy.repository.js';
import type { Calendar } from '../../practice/practitioners/practitioners.repository.js';
import type { Member } from '../../practice/tenancy/access.js';
import { instantOf } from '../../practice/time/cabinet-time.js';
import { type Refusal, refusalOf } from '../../practice/time/time-rule.js';
import { NotFree, type RequestedTime } from './requested-time.js';

// Wall clock: dates of a calendar, compared with dates of requests.

const MINUTE = 60_000;
/** Slots for a type without a length, and for no type. */
const OFFERED_MINUTES = 30;

/** A time of a calendar, buffer included; `duration` is minutes without it. */
export interface AllowedTime extends TakenTime {
  duration: number;
}

export const offeredDuration = (calendar: Calendar, { duration }: Pick<RequestedTime, 'duration'>): number =>
  duration ?? calendar.usualDuration ?? OFFERED_MINUTES;

export function requireOffered({ offers }: Pick<Calendar, 'offers'>): void {
  if (!offers) throw invalid('practitionerId', 'must be a practitioner who offers the treatment');
}

/** The time of a request in a calendar. Patients take the length of the type, staff any length. */
export function timeOf(calendar: Calendar, member: Member, wanted: RequestedTime): AllowedTime {
  const { usualDuration } = calendar;
  const duration = wanted.duration ?? usualDuration;
  if (duration === null) throw invalid('duration', 'is required, because the type has no length');
  if (member.role === 'patient' && !wanted.keepsLength && usualDuration !== null && duration !== usualDuration)
    throw invalid('duration', `must be ${usualDuration} for this type`);
  const startTime = instantOf(wanted.startTime, calendar.timezone);
  const endTime = new Date(startTime.getTime() + (duration + calendar.buffer) * MINUTE);
  return { practitionerId: calendar.id, startTime, endTime, duration, facilityIds: calendar.facilityIds };
}

/** The rule of time for one calendar, overlaps apart. */
export function refusalFor(
  calendar: Calendar,
  { role }: Member,
  { startTime, duration, urgency }: AllowedTime & { urgency?: Urgency },
): Refusal | undefined {
  const by = role === 'patient' ? 'patient' : 'staff';
  const request = { duration, now: Date.now(), by, atAnyHour: urgency === 'emergency' } as const;
  return refusalOf(calendar, request, startTime.getTime(), false);
}

export function refused(refusal: Refusal, { horizon }: Pick<Calendar, 'horizon'>): DeclaredError | NotFree {
  if (refusal === 'past') return invalid('startTime', 'must not be in the past');
  if (refusal === 'horizon') return invalid('startTime', `must be within ${horizon} days from now`);
  return new NotFree(refusal);
}
