import type { ReportView } from '@veza/contracts';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A reported message, with its text and the messages around it at the time of the report. */
@Entity('reports')
export class ReportEntity {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' })
  id: number;

  @Column('bigint', { name: 'message_id' })
  messageId: string;

  @Column('text', { name: 'room_id' })
  room: string;

  /** The author of the message. */
  @Column('integer', { name: 'user_id' })
  userId: number;

  @Column('integer', { name: 'reporter_id' })
  reporterId: number;

  @Column('text')
  reason: string;

  @Column('text')
  details: string;

  @Column('text')
  content: string;

  @Column('jsonb')
  context: ReportView['context'];

  @Column('text', { default: 'open' })
  status: ReportView['status'];

  @Column('text', { nullable: true })
  resolution: string | null;

  @Column('integer', { name: 'resolved_by', nullable: true, select: false })
  resolvedBy: number | null;

  @Column({ type: 'timestamptz', name: 'resolved_at', precision: 3, nullable: true, select: false })
  resolvedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt: Date;
}
