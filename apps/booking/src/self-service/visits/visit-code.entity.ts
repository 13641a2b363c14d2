import type { MailLanguage } from '@veza/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A mailed code that confirms an e-mail address. */
@Entity('visit_codes')
export class VisitCode {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'cabinet_id' })
  cabinetId: string;

  @Column('text')
  email: string;

  @Column('bytea', { name: 'code_hash' })
  codeHash: Buffer;

  @Column('integer', { default: 0 })
  tries: number;

  @Column('text')
  network: string;

  @Column('text')
  language: MailLanguage;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt: Date;
}
