import { Injectable } from '@nestjs/common';
import {
  type AbsenceView,
  type Caller,
  type CreateAbsence,
  DeclaredError,
  type DisplacedAppointment,
  invalid,
  type ListAbsences,
} from '@veza/contracts';
import { once } from '@veza/database';
import type { Appointment } from '../appointments/appointment.entity.js';
import { BusyRepository, type BusyRow } from '../../calendar/busy/busy.repository.js';
import { PractitionersService } from '../../practice/practitioners/practitioners.service.js';
import { ProposalsService } from '../proposals/proposals.service.js';
import { dayAfter, instantOf, startOfDay } from '../../practice/time/cabinet-time.js';
import { SlotsService } from '../../calendar/slots/slots.service.js';
import { requireCalendarOwner, requireStaff } from '../../practice/tenancy/access.js';
import { CabinetDatabase } from '../../practice/tenancy/cabinet-database.js';

// Wall clock: dates of a calendar, compared with dates of requests.

const LONGEST_MS = 366 * 86_400_000;
/** An absence is mostly longer than a slot, so the offer after a conflict is slots of half an hour. */
const OFFERED_MINUTES = 30;

@Injectable()
export class AbsencesService {
  constructor(
    private readonly database: CabinetDatabase,
    private readonly practitioners: PractitionersService,
    private readonly slots: SlotsService,
    private readonly busy: BusyRepository,
    private readonly proposals: ProposalsService,
  ) {}

  create(caller: Caller, { practitionerId, reason, overrides = false, ...times }: CreateAbsence): Promise<AbsenceView> {
    const wanted = { practitionerId, startTime: times.startTime, duration: OFFERED_MINUTES };
    return this.slots.withAlternatives(caller, wanted, () =>
      this.database.inCabinet(caller, async (tx, member) => {
        const calendar = await this.practitioners.calendar(tx, member, practitionerId);
        requireCalendarOwner(calendar, member);
        const span = spanOf(times, calendar.timezone);
        return once(tx, async () => {
          const time = { practitionerId, ...span };
          if (!overrides) {
            await this.slots.requireFree(tx, member, time);
            await this.busy.open(tx, member, [practitionerId], time);
            return view(await this.busy.insert(tx, member, { kind: 'absence', ...time, reason }));
          }
          await this.busy.lock(tx, [practitionerId]);
          const absence = await this.busy.insertOver(tx, member, { ...time, reason });
          const displaced = await this.proposals.displace(tx, member, calendar, span);
          return { ...view(absence), appointments: displaced.map(displacedView) };
        });
      }),
    );
  }

  list(caller: Caller, { practitionerId, dateFrom, dateTo }: ListAbsences): Promise<{ items: AbsenceView[] }> {
    return this.database.inCabinet(caller, async (tx, member) => {
      requireStaff(member);
      const { timezone } = await this.practitioners.calendar(tx, member, practitionerId);
      const start = dateFrom === undefined ? new Date() : startOfDay(dateFrom, timezone);
      const end = dateTo === undefined ? null : startOfDay(dayAfter(dateTo), timezone);
      if (end !== null && end <= start) return { items: [] };
      return { items: (await this.busy.absences(tx, member, practitionerId, start, end)).map(view) };
    });
  }

  remove(caller: Caller, { practitionerId, id }: { practitionerId: string; id: string }): Promise<null> {
    return this.database.inCabinet(caller, async (tx, member) => {
      requireCalendarOwner(await this.practitioners.calendar(tx, member, practitionerId), member);
      if (!(await this.busy.removeAbsence(tx, member, practitionerId, id))) throw new DeclaredError('NOT_FOUND');
      await this.proposals.settle(tx, member, practitionerId);
      return null;
    });
  }
}

function spanOf(times: { startTime: string; endTime: string }, timezone: string): { startTime: Date; endTime: Date } {
  const [startTime, endTime] = [instantOf(times.startTime, timezone), instantOf(times.endTime, timezone)];
  if (endTime <= startTime) throw invalid('endTime', 'must be after startTime');
  if (endTime.getTime() - startTime.getTime() > LONGEST_MS) throw invalid('endTime', 'must be at most a year after startTime');
  return { startTime, endTime };
}

const displacedView = ({ id, patientId, type, status, startTime, duration }: Appointment): DisplacedAppointment => {
  return { id, patientId, type, status, startTime: startTime.toISOString(), duration };
};

const view = ({ id, practitionerId, startTime, endTime, reason }: BusyRow): AbsenceView => ({
  id,
  practitionerId,
  startTime: startTime.toISOString(),
  endTime: endTime.toISOString(),
  ...(reason !== null && { reason }),
});
