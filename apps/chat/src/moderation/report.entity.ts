import type { ReportView } from '@veza/contracts';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A reported message with the messages around it, or a reported person, as they were then. */
@Entity('reports')
export class ReportEntity {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' })
  id: number;

  /** null for a person. */
  @Column('bigint', { name: 'message_id', nullable: true })
  messageId: string | null;

  @Column('text', { name: 'room_id', nullable: true })
  room: string | null;

  /** The author of the message, or the person. */
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
