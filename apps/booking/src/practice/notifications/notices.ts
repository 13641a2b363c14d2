import type { NoticeWords, NotifiedChange } from './notice-words.js';
import type { Notification } from './notification.entity.js';

/** What is recorded for the people concerned. */
export interface NewNotice extends Pick<Notification, 'type' | 'priority' | 'data'> {
  words: NoticeWords;
  /** The users whom the change concerns, besides managers and administrators; users who are no members are left out. */
  userIds: readonly number[];
  /** The accounts that stand for this patient are concerned too. */
  patientId?: string;
  /** A reminder concerns these users only, and is muted as such. */
  reminds?: boolean;
  /** The appointment that changed, which the same members receive as it is at the time of delivery. */
  appointment?: { id: string; change: NotifiedChange };
}

export interface ChangedAppointment {
  id: string;
  change: NotifiedChange;
  /** The start in the cabinet's time zone: `2027-03-29T09:30`. */
  start: string;
  urgency: 'normal' | 'urgent' | 'emergency';
  /** Account of the practitioner; after a change of practitioner, of both. */
  userIds: readonly number[];
  /** The patient, if the change concerns the time of the patient. */
  patientId?: string;
}

const PRIORITIES = { normal: 'medium', urgent: 'high', emergency: 'critical' } as const;

/** An appointment that is over or will not take place has no urgency, and a client shows `critical` until it is closed. */
const CLOSING: Partial<Record<NotifiedChange, 'low' | 'medium'>> = { cancelled: 'medium', no_show: 'medium', completed: 'low' };

export const appointmentNotice = ({ id, change, start, urgency, userIds, patientId }: ChangedAppointment): NewNotice => ({
  type: urgency === 'emergency' && change === 'booked' ? 'emergency' : 'appointment',
  priority: CLOSING[change] ?? PRIORITIES[urgency],
  words: { about: change, start },
  data: { appointmentId: id, change },
  userIds,
  patientId,
  appointment: { id, change },
});

/** Nothing has changed, so sockets receive the notification alone. */
export const reminderNotice = ({ id, start, urgency, ...concerned }: Omit<ChangedAppointment, 'change'>): NewNotice => ({
  type: 'appointment',
  priority: PRIORITIES[urgency],
  words: { about: 'soon', start },
  data: { appointmentId: id, change: 'reminder' },
  ...concerned,
  reminds: true,
});
