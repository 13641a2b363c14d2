import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The answers before a visit, as sealed JSON. */
@Entity('appointment_answers')
export class AppointmentAnswers {
  @PrimaryColumn('uuid', { name: 'appointment_id' })
  appointmentId: string;

  @Column('uuid', { name: 'cabinet_id' })
  cabinetId: string;

  @Column('bytea')
  sealed: Buffer;

  /** Id of the key of the cabinet that has sealed them. */
  @Column('integer')
  key: number;
}
