import type { AppointmentOrigin, AppointmentStatus, AppointmentType, Presence, Urgency } from '@veza/contracts';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A patient's time with a practitioner. While it is pending or confirmed, the row of `busy` with its id holds the time. */
@Entity('appointments')
export class Appointment {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid', { name: 'cabinet_id' })
  cabinetId: string;

  @Column('uuid', { name: 'patient_id' })
  patientId: string;

  @Column('uuid', { name: 'practitioner_id' })
  practitionerId: string;

  @Column('text')
  type: AppointmentType;

  /** The treatment of the cabinet, whose type is that of the appointment. */
  @Column('uuid', { name: 'treatment_id', nullable: true })
  treatmentId: string | null;

  /** The room or device that it uses or has used. That of an open one is in `busy` too, where a constraint keeps it to one use. */
  @Column('uuid', { name: 'facility_id', nullable: true })
  facilityId: string | null;

  @Column('text', { default: 'pending' })
  status: AppointmentStatus;

  @Column({ type: 'timestamptz', name: 'start_time', precision: 3 })
  startTime: Date;

  /** Minutes, without the buffer. */
  @Column('integer')
  duration: number;

  @Column('text')
  urgency: Urgency;

  /** Where the patient is on the day. */
  @Column('text', { nullable: true })
  presence: Presence | null;

  @Column({ type: 'timestamptz', name: 'presence_at', precision: 3, nullable: true })
  presenceAt: Date | null;

  @Column('text', { default: 'staff' })
  origin: AppointmentOrigin;

  /** Shared by repeating appointments. */
  @Column('uuid', { name: 'series_id', nullable: true })
  seriesId: string | null;

  /** As the repository returns it. The column holds notes of before the encryption only. */
  @Column('text', { nullable: true })
  notes: string | null;

  @Column('bytea', { name: 'sealed_notes', nullable: true })
  sealedNotes: Buffer | null;

  /** Id of the key of the cabinet that has sealed the notes. */
  @Column('integer', { name: 'note_key', nullable: true })
  noteKey: number | null;

  /** Number of changes, the booking included. */
  @Column('integer', { default: 1 })
  version: number;

  /** The version that set the present time and practitioner; a trigger keeps it. Links and reminders are bound to it. */
  @Column({ type: 'integer', name: 'time_version', default: 1, insert: false, update: false })
  timeVersion: number;

  /** The account, or a visit below zero. */
  @Column('integer', { name: 'created_by' })
  createdBy: number;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt: Date;

  @Column({ type: 'timestamptz', name: 'updated_at', precision: 3, default: () => 'now()' })
  updatedAt: Date;
}
