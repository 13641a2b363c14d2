import type { AppointmentStatus, AppointmentView } from '@veza/contracts';
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';

const STATUS: Record<AppointmentStatus, ICalEventStatus> = {
  pending: ICalEventStatus.TENTATIVE,
  confirmed: ICalEventStatus.CONFIRMED,
  completed: ICalEventStatus.CONFIRMED,
  no_show: ICalEventStatus.CONFIRMED,
  cancelled: ICalEventStatus.CANCELLED,
};

/**
 * An appointment as iCalendar text (RFC 5545, 5546), times in UTC. The UID stays for the life of the appointment and SEQUENCE
 * grows with each version, so a calendar that has imported an earlier one moves or cancels its event. Notes are left out: a
 * file may be passed on.
 */
export function calendarOf(appointment: AppointmentView): string {
  const { id, status, type, startTime, endTime, version, createdAt, updatedAt, patient, cabinet, cabinetId } = appointment;
  const method = status === 'cancelled' ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH;
  const calendar = ical({ prodId: '//Veza//Booking//EN', method });
  calendar.createEvent({
    id: `${id}@veza`,
    sequence: version - 1,
    stamp: new Date(updatedAt),
    created: new Date(createdAt),
    lastModified: new Date(updatedAt),
    start: new Date(startTime),
    end: new Date(endTime),
    summary: patient ? `${type}: ${patient.firstName} ${patient.lastName}` : type,
    location: cabinet?.name ?? null,
    organizer: { name: cabinet?.name ?? cabinetId, email: `${cabinetId}@veza.invalid` },
    status: STATUS[status],
  });
  return calendar.toString();
}
