import { Injectable } from '@nestjs/common';
import { DeclaredError, type PatientAppointment } from '@veza/contracts';
import type { Transaction } from '@veza/database';
import { AppointmentReadsService } from '../appointments/appointment-reads.service.js';
import type { Appointment } from '../appointments/appointment.entity.js';
import { PublicPagesService } from '../public-pages/public-pages.service.js';
import type { Member } from '../tenancy/access.js';
import { CabinetDatabase } from '../tenancy/cabinet-database.js';

const HOUR_MS = 3_600_000;
const DEFAULT_WINDOW = 24;

/** Appointments as their patients see and change them. */
@Injectable()
export class PatientAppointmentsService {
  constructor(
    private readonly database: CabinetDatabase,
    private readonly reads: AppointmentReadsService,
    private readonly pages: PublicPagesService,
  ) {}

  get(cabinetId: string, id: string): Promise<PatientAppointment> {
    return this.database.asPlatform(cabinetId, (tx, member) => this.view(tx, member, id));
  }

  async view(tx: Transaction, member: Member, id: string): Promise<PatientAppointment> {
    const { practitioner, patient, cabinet, ...appointment } = await this.reads.view(tx, member, id);
    const { status, type, startTime, endTime, duration, practitionerId, cabinetId } = appointment;
    return {
      ...{ id, status, type, startTime, endTime, duration, practitionerId },
      practitioner: practitioner ? `${practitioner.firstName} ${practitioner.lastName}`.trim() : '',
      patient: patient?.firstName ?? '',
      cabinet: { id: cabinetId, name: cabinet?.name ?? '', timezone: cabinet?.timezone ?? 'UTC' },
      changeableUntil: (await this.changeableUntil(tx, member, new Date(startTime))).toISOString(),
    };
  }

  /** TOO_LATE within the window of the cabinet. The cabinet itself changes appointments until they end. */
  async requireChangeable(tx: Transaction, member: Member, { startTime }: Pick<Appointment, 'startTime'>): Promise<void> {
    if (Date.now() > (await this.changeableUntil(tx, member, startTime)).getTime()) throw new DeclaredError('TOO_LATE');
  }

  private async changeableUntil(tx: Transaction, { cabinetId }: Member, startTime: Date): Promise<Date> {
    const hours = (await this.pages.find(tx, cabinetId))?.changeWindow ?? DEFAULT_WINDOW;
    return new Date(startTime.getTime() - hours * HOUR_MS);
  }
}
