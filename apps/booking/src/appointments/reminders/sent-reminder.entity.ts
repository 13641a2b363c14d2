import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A reminder that was sent, for one time of an appointment. */
@Entity('sent_reminders')
export class SentReminder {
  @PrimaryColumn('uuid', { name: 'appointment_id' })
  appointmentId: string;

  @PrimaryColumn('integer', { name: 'time_version' })
  timeVersion: number;

  /** Hours before the start. */
  @PrimaryColumn('integer')
  hours: number;

  @Column('uuid', { name: 'cabinet_id' })
  cabinetId: string;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt: Date;
}
