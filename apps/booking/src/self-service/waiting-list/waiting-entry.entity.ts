import type { AppointmentType } from '@veza/contracts';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A patient who waits for a time. The offered time is a hold of the user `-number`. */
@Entity('waiting_entries')
export class WaitingEntry {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' })
  number: number;

  @Column('uuid', { unique: true, default: () => 'gen_random_uuid()' })
  id: string;

  @Column('uuid', { name: 'cabinet_id' })
  cabinetId: string;

  @Column('uuid', { name: 'patient_id' })
  patientId: string;

  /** Null for any. */
  @Column('uuid', { name: 'practitioner_id', nullable: true })
  practitionerId: string | null;

  @Column('text')
  type: AppointmentType;

  @Column('uuid', { name: 'treatment_id', nullable: true })
  treatmentId: string | null;

  @Column('integer')
  duration: number;

  /** In the time zone of the cabinet. */
  @Column('date', { name: 'date_from' })
  dateFrom: string;

  @Column('date', { name: 'date_to' })
  dateTo: string;

  /** The subject of limits, of an entry made in a visit; null for entries of the cabinet. */
  @Column('text', { nullable: true })
  mailbox: string | null;

  @Column('text', { default: 'waiting' })
  status: 'waiting' | 'offered' | 'booked';

  /** Times that were declined or not accepted in time. */
  @Column('text', { array: true, default: [] })
  refused: string[];

  /** That of the hold; it stays with the booking, so that an acceptance can be repeated. */
  @Column('uuid', { name: 'offer_id', nullable: true })
  offerId: string | null;

  @Column('uuid', { name: 'offered_practitioner', nullable: true })
  offeredPractitioner: string | null;

  @Column({ type: 'timestamptz', name: 'offered_start', precision: 3, nullable: true })
  offeredStart: Date | null;

  @Column({ type: 'timestamptz', name: 'offered_until', precision: 3, nullable: true })
  offeredUntil: Date | null;

  @Column('uuid', { name: 'appointment_id', nullable: true })
  appointmentId: string | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt: Date;
}

export const refusedKey = (practitionerId: string, start: Date): string => `${practitionerId} ${start.toISOString()}`;
