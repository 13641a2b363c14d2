import type { AppointmentStatus, AppointmentView } from '@veza/contracts';
import ical, { ICalAlarmType, ICalAttendeeRole, ICalAttendeeStatus, ICalCalendarMethod, ICalEventStatus } from 'ical-generator';

/** The time of a pending appointment is taken: calendars show a tentative event as free. */
const STATUS: Record<AppointmentStatus, ICalEventStatus> = {
  pending: ICalEventStatus.CONFIRMED,
  confirmed: ICalEventStatus.CONFIRMED,
  completed: ICalEventStatus.CONFIRMED,
  no_show: ICalEventStatus.CONFIRMED,
  cancelled: ICalEventStatus.CANCELLED,
};
const PRODUCT = '//Veza//Booking//EN';
/** How often calendars read a feed, in seconds. */
const FEED_EVERY = 900;
/** Before the start, in seconds: as long as the way may take. */
const ALARM_BEFORE = 7_200;

export interface Invitation {
  /** The address of the mail. */
  invited: string;
  practitioner: string;
  /** Where the cabinet is, if its page says so. */
  address: string | null;
}

/** An appointment as one event of a calendar. */
export interface CalendarEvent {
  id: string;
  status: AppointmentStatus;
  startTime: Date;
  endTime: Date;
  version: number;
  createdAt: Date;
  updatedAt: Date;
  summary: string;
  cabinet: { id: string; name?: string; address?: string | null };
}

/**
 * An appointment as iCalendar text (RFC 5545, 5546), times in UTC. The UID stays for the life of the appointment and SEQUENCE
 * grows with each version, so a calendar that has imported an earlier one moves or cancels its event. Notes are left out: a
 * file may be passed on. With an invitation it is the file of a mail to the patient, with METHOD REQUEST or CANCEL, names the
 * practitioner in place of the patient, and has the postal address and an alarm.
 */
export function calendarOf(appointment: AppointmentView, invitation?: Invitation): string {
  const { id, status, type, version, patient, cabinet, cabinetId } = appointment;
  const present = invitation ? ICalCalendarMethod.REQUEST : ICalCalendarMethod.PUBLISH;
  const method = status === 'cancelled' ? ICalCalendarMethod.CANCEL : present;
  const name = patient ? `${type}: ${patient.firstName} ${patient.lastName}` : type;
  const calendar = ical({ prodId: PRODUCT, method });
  const event = eventOf({
    ...{ id, status, version, cabinet: { id: cabinetId, name: cabinet?.name, address: invitation?.address } },
    startTime: new Date(appointment.startTime),
    endTime: new Date(appointment.endTime),
    createdAt: new Date(appointment.createdAt),
    updatedAt: new Date(appointment.updatedAt),
    summary: invitation ? `${invitation.practitioner}, ${cabinet?.name ?? ''}` : name,
  });
  const alarm = { type: ICalAlarmType.display, triggerBefore: ALARM_BEFORE, description: event.summary };
  calendar.createEvent({
    ...event,
    ...(invitation && { attendees: [guestOf(invitation)] }),
    ...(method === ICalCalendarMethod.REQUEST && { alarms: [alarm] }),
  });
  return calendar.toString();
}

/**
 * The patient has booked the time, so the mail is no question (RFC 5546, 3.2.2): a program that files it enters the event as
 * accepted, and sends no answer to the organizer, whose address takes no mail.
 */
const guestOf = ({ invited }: Invitation) => ({
  email: invited,
  role: ICalAttendeeRole.REQ,
  status: ICalAttendeeStatus.ACCEPTED,
  rsvp: false,
});

/** A feed for a calendar that reads it regularly, with the UIDs and SEQUENCEs of the files of single appointments. */
export function feedOf(events: readonly CalendarEvent[]): string {
  const calendar = ical({ prodId: PRODUCT, method: ICalCalendarMethod.PUBLISH, name: 'Veza', ttl: FEED_EVERY });
  for (const event of events) calendar.createEvent(eventOf(event));
  return calendar.toString();
}

const eventOf = ({ id, status, startTime, endTime, version, createdAt, updatedAt, summary, cabinet }: CalendarEvent) => ({
  id: `${id}@veza`,
  sequence: version - 1,
  stamp: updatedAt,
  created: createdAt,
  lastModified: updatedAt,
  start: startTime,
  end: endTime,
  summary,
  location: [cabinet.name, cabinet.address].filter(Boolean).join(', ') || null,
  organizer: { name: parameterOf(cabinet.name ?? cabinet.id), email: `${cabinet.id}@veza.invalid` },
  status: STATUS[status],
});

/**
 * A name as the value of a parameter, by RFC 6868: RFC 5545 allows no quotation mark there, and readers that find one drop
 * the organizer. The library escapes with backslashes, which mean nothing in a parameter, so a backslash becomes a slash.
 */
const parameterOf = (name: string): string =>
  name
    .replaceAll('^', '^^')
    .replaceAll('"', "^'")
    .replaceAll('\\', '/')
    .replace(/\s*[\r\n]+\s*/g, ' ');
