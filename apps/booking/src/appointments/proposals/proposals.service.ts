import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type AppointmentView, type Caller, invalid, type Proposal } from '@veza/contracts';
import type { Transaction } from '@veza/database';
import { AppointmentReadsService, unknownAppointment } from '../appointments/appointment-reads.service.js';
import type { Appointment } from '../appointments/appointment.entity.js';
import { AppointmentsRepository } from '../appointments/appointments.repository.js';
import { NotificationsService } from '../../practice/notifications/notifications.service.js';
import type { Calendar } from '../../practice/practitioners/practitioners.repository.js';
import { PractitionersService } from '../../practice/practitioners/practitioners.service.js';
import { type Member, requireStaff } from '../../practice/tenancy/access.js';
import { CabinetDatabase } from '../../practice/tenancy/cabinet-database.js';
import { OffersService } from './offers.service.js';
import { ProposalsRepository } from './proposals.repository.js';

const MOST_DISPLACED = 500;

/** Appointments whose practitioner is absent then or has left, and free times for them (decision 152). */
@Injectable()
export class ProposalsService implements OnModuleInit {
  constructor(
    private readonly database: CabinetDatabase,
    private readonly proposals: ProposalsRepository,
    private readonly offers: OffersService,
    private readonly practitioners: PractitionersService,
    private readonly notifications: NotificationsService,
    private readonly appointments: AppointmentsRepository,
    private readonly reads: AppointmentReadsService,
  ) {}

  onModuleInit(): void {
    this.practitioners.onDeparture(async (tx, cabinetId, practitionerId) => {
      await this.proposals.displace(tx, { cabinetId }, { practitionerId }, 0);
    });
  }

  list(caller: Caller): Promise<{ items: AppointmentView[] }> {
    return this.database.inCabinet(caller, async (tx, member) => {
      requireStaff(member);
      return { items: await this.reads.listed(tx, member, await this.proposals.list(tx, member)) };
    });
  }

  get(caller: Caller, id: string): Promise<Proposal> {
    return this.database.inCabinet(caller, async (tx, member) => {
      requireStaff(member);
      return this.proposal(tx, member, id);
    });
  }

  /** For callers that another feature has authorized. */
  async proposal(tx: Transaction, member: Member, id: string): Promise<Proposal> {
    const appointment = await this.appointments.find(tx, member, id);
    if (!appointment) throw unknownAppointment();
    return {
      isNeeded: await this.isNeeded(tx, member, id),
      times: await this.offers.timesFor(tx, member, appointment),
    };
  }

  isNeeded(tx: Transaction, member: Pick<Member, 'cabinetId'>, id: string): Promise<boolean> {
    return this.proposals.isDisplaced(tx, member, id);
  }

  /** The appointments under an absence that has just been entered over them; those who plan the cabinet are notified. */
  async displace(
    tx: Transaction,
    member: Member,
    calendar: Calendar,
    span: { startTime: Date; endTime: Date },
  ): Promise<Appointment[]> {
    const { id: practitionerId, userId } = calendar;
    const found = await this.proposals.displace(tx, member, { practitionerId, ...span }, MOST_DISPLACED + 1);
    if (found.length > MOST_DISPLACED)
      throw invalid('endTime', `must be earlier: an absence is entered over at most ${MOST_DISPLACED} appointments`);
    if (found.length > 0)
      await this.notifications.record(tx, member, {
        type: 'appointment',
        priority: 'high',
        words: { about: 'displaced', count: found.length, practitioner: `${calendar.firstName} ${calendar.lastName}`.trim() },
        data: { practitionerId },
        userIds: [userId],
      });
    return found;
  }

  /** After the end of an absence. */
  settle(tx: Transaction, member: Member, practitionerId: string): Promise<void> {
    return this.proposals.settle(tx, member, practitionerId);
  }
}
