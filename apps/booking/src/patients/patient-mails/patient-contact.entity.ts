import type { MailLanguage } from '@veza/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A person who stands for a patient: the patient, or a guardian. `patients.email` alone proves nothing. */
@Entity('patient_contacts')
export class PatientContact {
  @PrimaryColumn('uuid', { name: 'patient_id' })
  patientId: string;

  /** In lower case. */
  @PrimaryColumn('text')
  email: string;

  @Column('uuid', { name: 'cabinet_id' })
  cabinetId: string;

  @Column('text')
  relation: 'self' | 'guardian';

  /** By a confirmed e-mail address, or by the word of the cabinet. */
  @Column('text')
  proof: 'email' | 'cabinet';

  @Column('text', { nullable: true })
  language: MailLanguage | null;

  /** The account that has confirmed the address. */
  @Column('integer', { name: 'user_id', nullable: true })
  userId: number | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt: Date;
}
