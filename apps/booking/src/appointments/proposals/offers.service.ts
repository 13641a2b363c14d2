import { Injectable } from '@nestjs/common';
import { MOST_PROPOSED, type ProposedTime } from '@veza/contracts';
import type { Transaction } from '@veza/database';
import type { Appointment } from '../appointments/appointment.entity.js';
import type { Calendar } from '../../practice/practitioners/practitioners.repository.js';
import { PractitionersService } from '../../practice/practitioners/practitioners.service.js';
import { NextFreeTimes } from '../../calendar/slots/next-free-times.js';
import { type Member, READER } from '../../practice/tenancy/access.js';

// Wall clock: dates of a calendar, compared with those of an appointment.

/** Free times in place of that of an appointment: those that the rule of time allows to patients. */
@Injectable()
export class OffersService {
  constructor(
    private readonly practitioners: PractitionersService,
    private readonly free: NextFreeTimes,
  ) {}

  /** Times of the same length after the present one: first those of the same practitioner, then those of others. */
  async timesFor(tx: Transaction, { cabinetId }: Pick<Member, 'cabinetId'>, appointment: Appointment): Promise<ProposedTime[]> {
    const patient: Member = { cabinetId, userId: -READER, role: 'patient' };
    const { type, treatmentId } = appointment;
    const working = await this.practitioners.workingCalendars(tx, patient, { type, treatmentId });
    const next = async (calendars: Calendar[]) => {
      const wanted = { durationOf: () => appointment.duration, after: appointment.startTime.getTime(), most: MOST_PROPOSED };
      return (await this.free.find(tx, patient, calendars, wanted)).slice(0, MOST_PROPOSED);
    };
    const isOwn = ({ id }: Calendar) => id === appointment.practitionerId;
    const own = await next(working.filter(isOwn));
    const others = await next(working.filter((each) => !isOwn(each)));
    return [...own, ...others].map(({ startTime, calendar: { id, firstName, lastName } }) => {
      return { startTime, practitionerId: id, practitioner: `${firstName} ${lastName}`.trim() };
    });
  }
}
