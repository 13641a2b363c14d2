import type { MailLanguage, PatientMailKind } from '@veza/contracts';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A mail or an SMS that the gateway writes when it has read its text; the row holds no copy of an appointment. */
@Entity('patient_mails')
export class PatientMailRequest {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid', { name: 'cabinet_id' })
  cabinetId: string;

  @Column('text')
  kind: PatientMailKind;

  @Column('text', { default: 'mail' })
  channel: 'mail' | 'sms';

  /** In lower case; of an SMS the number, E.164. */
  @Column('text')
  recipient: string;

  @Column('text')
  language: MailLanguage;

  @Column('uuid', { name: 'appointment_id', nullable: true })
  appointmentId: string | null;

  /** Of the appointment: a mail about another time is outdated. */
  @Column('integer', { name: 'time_version', nullable: true })
  timeVersion: number | null;

  /** Of an offer of the waiting list: its hold. */
  @Column('uuid', { name: 'offer_id', nullable: true })
  offerId: string | null;

  /** The code of a mail that confirms an address. */
  @Column('text', { nullable: true })
  secret: string | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt: Date;
}
