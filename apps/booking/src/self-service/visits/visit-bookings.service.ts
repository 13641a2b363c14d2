import { Injectable } from '@nestjs/common';
import { DeclaredError, type HoldView, type PatientAppointment, type RpcInput, type visits } from '@veza/contracts';
import type { Transaction } from '@veza/database';
import { afterCommit } from '@veza/transport';
import { AppointmentsService } from '../../appointments/appointments/appointments.service.js';
import { HoldsService } from '../../calendar/holds/holds.service.js';
import { PatientAppointmentsService } from '../patient-links/patient-appointments.service.js';
import { PublicPagesService } from '../../calendar/public-pages/public-pages.service.js';
import { SlotsService } from '../../calendar/slots/slots.service.js';
import { visitorOf } from '../../practice/tenancy/access.js';
import { CabinetDatabase } from '../../practice/tenancy/cabinet-database.js';
import type { Visit } from './visit.entity.js';
import { VisitPatientsService } from './visit-patients.service.js';
import { VisitsRepository } from './visits.repository.js';
import { VisitsService } from './visits.service.js';

type In<Verb extends keyof typeof visits> = RpcInput<(typeof visits)[Verb]>;

/** Open holds of one network in one cabinet. */
const MOST_HOLDS = 10;
/** Appointments to come that visits have booked in one cabinet. A network may be that of a clinic or a mobile operator. */
const MOST_TO_COME = { mailbox: 5, account: 5, network: 40 } as const;
const SUBJECTS = ['mailbox', 'account', 'network'] as const;

/** Holds and bookings of visits. The rule of time, the constraint and the alternatives are those of every booking. */
@Injectable()
export class VisitBookingsService {
  constructor(
    private readonly database: CabinetDatabase,
    private readonly pages: PublicPagesService,
    private readonly visitsService: VisitsService,
    private readonly visits: VisitsRepository,
    private readonly slots: SlotsService,
    private readonly holds: HoldsService,
    private readonly appointments: AppointmentsService,
    private readonly patients: VisitPatientsService,
    private readonly views: PatientAppointmentsService,
  ) {}

  async hold({ cabinet, visit: secret, ...wanted }: In<'hold'>): Promise<HoldView> {
    const visit = await this.visitsService.resolve(cabinet, secret);
    const visitor = visitorOf(visit.cabinetId, visit.id);
    return this.slots.withAlternatives(visitor, wanted, () =>
      this.database.inCabinet(visitor, async (tx, member) => {
        await this.admit(tx, visit, wanted.duration);
        if ((await this.visits.openHolds(tx, visit)) >= MOST_HOLDS)
          throw new DeclaredError('CONFLICT', { message: TOO_MANY_HOLDS });
        return this.holds.take(tx, member, wanted);
      }),
    );
  }

  async book({ cabinet, visit: secret, patient, ...wanted }: In<'book'>): Promise<PatientAppointment> {
    const visit = await this.visitsService.resolve(cabinet, secret);
    const visitor = visitorOf(visit.cabinetId, visit.id);
    const id = await this.slots.withAlternatives(visitor, wanted, () =>
      this.database.inCabinet(visitor, async (tx, desk) => {
        const member = { ...desk, account: visit.userId ?? undefined };
        await this.admit(tx, visit, wanted.duration);
        const patientId = await this.patients.admit(tx, member, visit, patient);
        return this.appointments.book(tx, member, { ...wanted, patientId, urgency: 'normal' });
      }),
    );
    return afterCommit(() => this.database.inCabinet(visitor, (tx, member) => this.views.view(tx, member, id)));
  }

  /** Requests of one mailbox, account or network wait for each other, so that together they stay within the limits. A hold ends, and lives on if the request is refused. */
  private async admit(tx: Transaction, visit: Visit, duration: number): Promise<void> {
    await this.pages.requireBookable(tx, visit.cabinetId, duration);
    await this.visits.lockLimits(tx, visit);
    const booked = await this.visits.toCome(tx, visit);
    if (SUBJECTS.some((subject) => booked[subject] >= MOST_TO_COME[subject]))
      throw new DeclaredError('CONFLICT', { message: TOO_MANY_TO_COME });
    await this.visits.releaseHolds(tx, visit);
  }
}

const TOO_MANY_HOLDS = 'Too many times are held from this network; try again in five minutes';
const TOO_MANY_TO_COME = 'There are as many appointments to come as one person may book online; call the cabinet';
