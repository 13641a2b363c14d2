import { Injectable } from '@nestjs/common';
import { DeclaredError, invalid, type OwnMove, type PatientAppointment } from '@veza/contracts';
import type { Transaction } from '@veza/database';
import { AppointmentReadsService } from '../../appointments/appointments/appointment-reads.service.js';
import type { Appointment } from '../../appointments/appointments/appointment.entity.js';
import { PractitionersService } from '../../practice/practitioners/practitioners.service.js';
import { ProposalsService } from '../../appointments/proposals/proposals.service.js';
import { PublicPagesService } from '../../calendar/public-pages/public-pages.service.js';
import type { Member } from '../../practice/tenancy/access.js';
import { CabinetDatabase } from '../../practice/tenancy/cabinet-database.js';

// Wall clock: hours before an appointment, as the rule of time reads them.

const HOUR_MS = 3_600_000;
const DEFAULT_WINDOW = 24;

/** Appointments as their patients see and change them. */
@Injectable()
export class PatientAppointmentsService {
  constructor(
    private readonly database: CabinetDatabase,
    private readonly reads: AppointmentReadsService,
    private readonly pages: PublicPagesService,
    private readonly practitioners: PractitionersService,
    private readonly proposals: ProposalsService,
  ) {}

  get(cabinetId: string, id: string): Promise<PatientAppointment> {
    return this.database.asPlatform(cabinetId, (tx, member) => this.view(tx, member, id));
  }

  async view(tx: Transaction, member: Member, id: string): Promise<PatientAppointment> {
    const { practitioner, patient, cabinet, treatment, ...appointment } = await this.reads.view(tx, member, id);
    const { status, type, startTime, endTime, duration, practitionerId, cabinetId } = appointment;
    return {
      ...{ id, status, type, startTime, endTime, duration, practitionerId },
      ...(treatment && { treatment: treatment.name, treatmentId: treatment.id }),
      practitioner: practitioner ? `${practitioner.firstName} ${practitioner.lastName}`.trim() : '',
      patient: patient?.firstName ?? '',
      cabinet: { id: cabinetId, name: cabinet?.name ?? '', timezone: cabinet?.timezone ?? 'UTC' },
      changeableUntil: (await this.changeableUntil(tx, member, new Date(startTime))).toISOString(),
    };
  }

  /**
   * TOO_LATE within the window of the cabinet, unless the cabinet itself cannot keep the time: then the patient may also move to
   * another practitioner. The cabinet changes appointments until they end.
   */
  async requireChangeable(
    tx: Transaction,
    member: Member,
    { id, startTime, practitionerId }: Pick<Appointment, 'id' | 'startTime' | 'practitionerId'>,
    change: OwnMove | { status: 'cancelled' },
  ): Promise<void> {
    const isDisplaced = await this.proposals.isNeeded(tx, member, id);
    if ('startTime' in change) {
      const { practitionerId: next = practitionerId } = change;
      if (next !== practitionerId && !isDisplaced) throw invalid('practitionerId', 'must be that of the appointment');
      const [calendar] = await this.practitioners.calendars(tx, member, { id: next });
      if (!calendar || calendar.dismissedAt !== null) throw invalid('practitionerId', 'must be a practitioner of the cabinet');
    }
    if (isDisplaced) return;
    if (Date.now() > (await this.changeableUntil(tx, member, startTime)).getTime()) throw new DeclaredError('TOO_LATE');
  }

  private async changeableUntil(tx: Transaction, { cabinetId }: Member, startTime: Date): Promise<Date> {
    const hours = (await this.pages.find(tx, cabinetId))?.changeWindow ?? DEFAULT_WINDOW;
    return new Date(startTime.getTime() - hours * HOUR_MS);
  }
}
