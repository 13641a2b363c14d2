import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What an erasure deleted and the law requires to be kept. Only the owner of the tables reads it. */
@Entity('locked_patients')
export class LockedPatient {
  @PrimaryColumn('uuid', { name: 'patient_id' })
  patientId: string;

  @Column('uuid', { name: 'cabinet_id' })
  cabinetId: string;

  @Column('jsonb')
  record: object;

  /** When it is deleted. */
  @Column({ type: 'timestamptz', precision: 3 })
  until: Date;
}
