import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The last line of the audit of a cabinet. Only the trigger of the audit writes it. */
@Entity('patient_audit_heads')
export class AuditHead {
  @PrimaryColumn('uuid', { name: 'cabinet_id' })
  cabinetId: string;

  @Column('integer')
  seq: number;

  @Column('bytea')
  hash: Buffer;
}
