import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An erasure that waits for the end of a legal hold. */
@Entity('erasure_requests')
export class ErasureRequest {
  @PrimaryColumn('uuid', { name: 'patient_id' })
  patientId: string;

  @Column('uuid', { name: 'cabinet_id' })
  cabinetId: string;

  @Column('integer', { name: 'requested_by' })
  requestedBy: number;

  @Column({ type: 'timestamptz', name: 'requested_at', precision: 3, default: () => 'now()' })
  requestedAt: Date;
}
