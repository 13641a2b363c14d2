import type { AppointmentStatus, AppointmentView } from '@veza/contracts';
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';

const STATUS: Record<AppointmentStatus, ICalEventStatus> = {
  pending: ICalEventStatus.TENTATIVE,
  confirmed: ICalEventStatus.CONFIRMED,
  completed: ICalEventStatus.CONFIRMED,
  no_show: ICalEventStatus.CONFIRMED,
  cancelled: ICalEventStatus.CANCELLED,
};

export interface Invitation {
  /** The address of the mail. */
  invited: string;
  practitioner: string;
}

/**
 * An appointment as iCalendar text (RFC 5545, 5546), times in UTC. The UID stays for the life of the appointment and SEQUENCE
 * grows with each version, so a calendar that has imported an earlier one moves or cancels its event. Notes are left out: a
 * file may be passed on. With an invitation it is the file of a mail to the patient, with METHOD REQUEST or CANCEL, and names
 * the practitioner in place of the patient.
 */
export function calendarOf(appointment: AppointmentView, invitation?: Invitation): string {
  const { id, status, type, startTime, endTime, version, createdAt, updatedAt, patient, cabinet, cabinetId } = appointment;
  const present = invitation ? ICalCalendarMethod.REQUEST : ICalCalendarMethod.PUBLISH;
  const method = status === 'cancelled' ? ICalCalendarMethod.CANCEL : present;
  const name = patient ? `${type}: ${patient.firstName} ${patient.lastName}` : type;
  const calendar = ical({ prodId: '//Veza//Booking//EN', method });
  calendar.createEvent({
    id: `${id}@veza`,
    sequence: version - 1,
    stamp: new Date(updatedAt),
    created: new Date(createdAt),
    lastModified: new Date(updatedAt),
    start: new Date(startTime),
    end: new Date(endTime),
    summary: invitation ? `${invitation.practitioner}, ${cabinet?.name ?? ''}` : name,
    location: cabinet?.name ?? null,
    organizer: { name: cabinet?.name ?? cabinetId, email: `${cabinetId}@veza.invalid` },
    status: STATUS[status],
    ...(invitation && { attendees: [{ email: invitation.invited, rsvp: false }] }),
  });
  return calendar.toString();
}
