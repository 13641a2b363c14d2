import type { AuditedAction } from '@veza/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * Who read or changed which patients. A trigger fills in `seq`, `at`, `previous` and `hash`, and rejects updates and
 * deletions: each line contains the hash of the line before it in its cabinet.
 */
@Entity('patient_audit')
export class AuditChainLine {
  @PrimaryColumn('uuid', { name: 'cabinet_id' })
  cabinetId: string;

  /** Gap-free within the cabinet. */
  @PrimaryColumn('integer')
  seq: number;

  /** 0 is the platform itself. */
  @Column('integer', { name: 'user_id' })
  userId: number;

  @Column('text')
  action: AuditedAction;

  @Column('uuid', { name: 'patient_ids', array: true })
  patientIds: string[];

  /** The appointments that were read or changed. */
  @Column('uuid', { name: 'appointment_ids', array: true, default: () => "'{}'" })
  appointmentIds: string[];

  @Column({ type: 'timestamptz', precision: 3 })
  at: Date;

  @Column('bytea', { select: false })
  previous?: Buffer;

  @Column('bytea', { select: false })
  hash?: Buffer;
}
