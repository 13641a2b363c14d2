import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A mail, written in the transaction that causes it and sent after the commit. What was sent keeps its id and times only. */
@Entity('mails')
export class Mail {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' })
  id: number;

  /** In lower case. */
  @Column('text', { name: 'recipient' })
  to: string;

  @Column('text')
  subject: string;

  @Column('text', { name: 'body' })
  text: string;

  /** The same as `text`, for readers of HTML. */
  @Column('text', { nullable: true })
  html: string | null;

  /** An iCalendar file that the mail carries. */
  @Column('jsonb', { nullable: true })
  calendar: { method: 'REQUEST' | 'CANCEL'; content: string } | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { name: 'sent_at', nullable: true, select: false })
  sentAt: Date | null;

  @Column('integer', { default: 0, select: false })
  tries: number;

  @Column('timestamptz', { name: 'next_try_at', default: () => 'now()', select: false })
  nextTryAt: Date;

  /** The account that the mail concerns, whatever its address; its erasure deletes the mail. */
  @Column('integer', { name: 'user_id', nullable: true, select: false })
  userId: number | null;

  /** The cabinet that the mail comes from. */
  @Column('uuid', { name: 'cabinet_id', nullable: true, select: false })
  cabinetId: string | null;

  /** The patient that the mail is about; the erasure deletes it while it waits. */
  @Column('uuid', { name: 'patient_id', nullable: true, select: false })
  patientId: string | null;
}
