import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A text to a phone. What has an outcome keeps its id, its cabinet and its times only. */
@Entity('sms_messages')
export class SmsMessage {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: string;

  /** E.164. */
  @Column('text', { name: 'recipient' })
  to: string;

  @Column('text', { name: 'body' })
  text: string;

  /** The sender, whose texts of a day are bounded. */
  @Column('uuid', { name: 'cabinet_id', select: false })
  cabinetId: string;

  /** The erasure of the patient deletes it while it waits. */
  @Column('uuid', { name: 'patient_id', nullable: true, select: false })
  patientId: string | null;

  /** Later it is of no use. */
  @Column('timestamptz', { select: false })
  until: Date;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { name: 'next_try_at', default: () => 'now()', select: false })
  nextTryAt: Date;

  /** A try began. Without an outcome its result is unknown, and it is not repeated. */
  @Column('timestamptz', { name: 'taken_at', nullable: true, select: false })
  takenAt: Date | null;

  @Column('integer', { default: 0, select: false })
  tries: number;

  @Column('text', { nullable: true, select: false })
  outcome: SmsOutcome | null;
}

/** `unknown`: the provider may have taken it. */
export type SmsOutcome = 'sent' | 'refused' | 'unknown' | 'late';
