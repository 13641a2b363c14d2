import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** The data of a patient must be kept. It is in force until it is lifted or `until` has passed; earlier ones stay. */
@Entity('legal_holds')
export class LegalHold {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid', { name: 'cabinet_id' })
  cabinetId: string;

  @Column('uuid', { name: 'patient_id' })
  patientId: string;

  @Column('text')
  reason: string;

  @Column('integer', { name: 'placed_by' })
  placedBy: number;

  @Column({ type: 'timestamptz', name: 'placed_at', precision: 3, default: () => 'now()' })
  placedAt: Date;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  until: Date | null;

  @Column({ type: 'timestamptz', name: 'lifted_at', precision: 3, nullable: true })
  liftedAt: Date | null;

  @Column('integer', { name: 'lifted_by', nullable: true })
  liftedBy: number | null;
}
