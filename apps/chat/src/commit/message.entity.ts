import type { MessageType } from '@veza/contracts';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { StoredMedia } from '../delivery/media-links.js';

/** A message in its current state, which is also the log entry of its sending. */
@Entity('messages')
export class MessageEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'BY DEFAULT' })
  id: string;

  @Column('text', { name: 'room_id' })
  room: string;

  /** Position in the log of the room. */
  @Column('bigint')
  seq: string;

  @Column('integer', { name: 'user_id' })
  userId: number;

  @Column('text')
  type: MessageType;

  @Column('text')
  content: string;

  /** A message of the same room. */
  @Column('bigint', { name: 'reply_to', nullable: true })
  replyTo: string | null;

  /** The message that began the thread; null outside of threads and in it itself. A trigger writes it (decision 266). */
  @Column({ type: 'bigint', name: 'thread_id', nullable: true, insert: false, update: false })
  threadId: string | null;

  /** Usernames. */
  @Column('text', { array: true, default: [] })
  mentions: string[];

  @Column('jsonb', { default: [] })
  media: StoredMedia[];

  /** The id that the client gave it; null when the client gave none. */
  @Column('text', { name: 'client_id', nullable: true })
  clientId: string | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt: Date;

  @Column({ type: 'timestamptz', name: 'edited_at', precision: 3, nullable: true })
  editedAt: Date | null;

  /** The content of a deleted message stays, for moderators. */
  @Column({ type: 'timestamptz', name: 'deleted_at', precision: 3, nullable: true })
  deletedAt: Date | null;
}
