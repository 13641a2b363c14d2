import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LogEvent } from '../protocol/log-event.js';

/**
 * A log entry that is no message: an edit, a deletion or a reaction. The log of a room is the union of its messages and
 * its changes (decision 119); the view `room_events` shows both.
 */
@Entity('room_changes')
export class RoomChangeEntity {
  @PrimaryColumn('text', { name: 'room_id' })
  room: string;

  @PrimaryColumn('bigint')
  seq: string;

  @Column('text')
  kind: Exclude<LogEvent['kind'], 'message'>;

  @Column('bigint', { name: 'message_id' })
  messageId: string;

  /** The author of the change. */
  @Column('integer', { name: 'user_id' })
  userId: number;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' })
  at: Date;

  /** New content of an edit, emoji of a reaction. */
  @Column('text', { nullable: true })
  body: string | null;

  /** The content before an edit or deletion, for moderators. */
  @Column('text', { nullable: true })
  previous: string | null;
}
