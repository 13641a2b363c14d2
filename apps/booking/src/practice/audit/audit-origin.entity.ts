import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The last line that the retention has deleted from the audit of a cabinet: the chain is verified from there on. */
@Entity('patient_audit_origins')
export class AuditOrigin {
  @PrimaryColumn('uuid', { name: 'cabinet_id' })
  cabinetId: string;

  @Column('integer')
  seq: number;

  @Column('bytea')
  hash: Buffer;
}
