import type { ReportView } from '@veza/contracts';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { Report } from './report.js';

/** A reported message with the messages around it, or a reported person, as they were then. */
@Entity('reports')
export class ReportEntity extends Report {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' })
  id: number;

  /** null for a person. */
  @Column('bigint', { name: 'message_id', nullable: true })
  messageId: string | null;

  @Column('text', { name: 'room_id', nullable: true })
  room: string | null;

  @Column('jsonb')
  context: ReportView['context'];
}
