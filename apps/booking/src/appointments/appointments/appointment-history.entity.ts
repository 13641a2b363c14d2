import type { AppointmentChange, AppointmentStatus, Presence } from '@veza/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A change of an appointment: by whom, when and why, and the appointment afterwards. */
@Entity('appointment_changes')
export class AppointmentHistory {
  @PrimaryColumn('uuid', { name: 'appointment_id' })
  appointmentId: string;

  /** Version of the appointment after the change. */
  @PrimaryColumn('integer')
  version: number;

  @Column('uuid', { name: 'cabinet_id' })
  cabinetId: string;

  @Column('text')
  change: AppointmentChange;

  @Column('text')
  status: AppointmentStatus;

  @Column('uuid', { name: 'practitioner_id' })
  practitionerId: string;

  @Column({ type: 'timestamptz', name: 'start_time', precision: 3 })
  startTime: Date;

  @Column('integer')
  duration: number;

  @Column('text', { nullable: true })
  presence: Presence | null;

  /** The account that made the change, or another actor: `actorOf`. */
  @Column('integer', { name: 'user_id' })
  userId: number;

  @Column('text', { nullable: true })
  reason: string | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt: Date;
}
