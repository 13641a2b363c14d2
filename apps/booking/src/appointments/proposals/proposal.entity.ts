import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An appointment that needs another time, because of an absence or a departure. */
@Entity('proposals')
export class AppointmentProposal {
  @PrimaryColumn('uuid', { name: 'appointment_id' })
  appointmentId: string;

  @Column('uuid', { name: 'cabinet_id' })
  cabinetId: string;

  /** Of the appointment: a move settles the proposal. */
  @Column('integer', { name: 'time_version' })
  timeVersion: number;

  /** When the mails were requested. */
  @Column({ type: 'timestamptz', name: 'told_at', precision: 3, nullable: true })
  toldAt: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt: Date;
}
