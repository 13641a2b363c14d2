import { Injectable } from '@nestjs/common';
import { MOST_PROPOSED, type ProposedTime } from '@veza/contracts';
import type { Transaction } from '@veza/database';
import type { Appointment } from '../appointments/appointment.entity.js';
import { BusyRepository } from '../busy/busy.repository.js';
import type { Calendar } from '../practitioners/practitioners.repository.js';
import { PractitionersService } from '../practitioners/practitioners.service.js';
import { freeSlots, type GridSlot } from '../slots/slot-grid.js';
import { type Member, READER } from '../tenancy/access.js';
import { dateOf, dayAt, offsetAt } from '../time/cabinet-time.js';

const DAY_MS = 86_400_000;
/** Days that are read first; each further read covers twice as many, until the horizon. */
const FIRST_DAYS = 14;

type Offer = GridSlot & { calendar: Calendar };

/** Free times in place of that of an appointment: those that the rule of time allows to patients. */
@Injectable()
export class OffersService {
  constructor(
    private readonly practitioners: PractitionersService,
    private readonly busy: BusyRepository,
  ) {}

  /** Times of the same length after the present one: first those of the same practitioner, then those of others. */
  async timesFor(tx: Transaction, { cabinetId }: Pick<Member, 'cabinetId'>, appointment: Appointment): Promise<ProposedTime[]> {
    const patient: Member = { cabinetId, userId: -READER, role: 'patient' };
    const calendars = await this.practitioners.calendars(tx, patient, { type: appointment.type });
    const working = calendars.filter(({ dismissedAt }) => dismissedAt === null);
    const isOwn = ({ id }: Calendar) => id === appointment.practitionerId;
    const own = await this.next(tx, patient, working.filter(isOwn), appointment);
    const others = await this.next(
      tx,
      patient,
      working.filter((each) => !isOwn(each)),
      appointment,
    );
    return [...own, ...others].map(({ startTime, calendar: { id, firstName, lastName } }) => {
      return { startTime, practitionerId: id, practitioner: `${firstName} ${lastName}`.trim() };
    });
  }

  private async next(tx: Transaction, patient: Member, calendars: Calendar[], appointment: Appointment): Promise<Offer[]> {
    const [first] = calendars;
    if (!first) return [];
    const now = Date.now();
    const after = Math.max(now, appointment.startTime.getTime());
    const day = (instant: number) => dayAt(instant, offsetAt(instant, first.timezone));
    const last = day(now + Math.max(...calendars.map(({ horizon }) => horizon)) * DAY_MS) + 1;
    const ids = calendars.map(({ id }) => id);
    const offers: Offer[] = [];
    let from = day(after);
    for (let days = FIRST_DAYS; from <= last && offers.length < MOST_PROPOSED; days *= 2) {
      const until = Math.min(from + days - 1, last);
      const busy = await this.busy.spansOfAll(tx, patient, ids, new Date((from - 2) * DAY_MS), new Date((until + 3) * DAY_MS));
      const range = { dateFrom: dateOf(from), dateTo: dateOf(until), duration: appointment.duration, now, after };
      for (const calendar of calendars)
        for (const slot of freeSlots(calendar, range, busy.get(calendar.id) ?? [], MOST_PROPOSED))
          offers.push({ ...slot, calendar });
      from = until + 1;
    }
    return offers.sort((a, b) => a.start - b.start).slice(0, MOST_PROPOSED);
  }
}
