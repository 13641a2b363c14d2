import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How far a user has read a thread. */
@Entity('thread_reads')
export class ThreadReadEntity {
  @PrimaryColumn('integer', { name: 'user_id' })
  userId: number;

  /** The message that began it. */
  @PrimaryColumn('bigint', { name: 'thread_id' })
  threadId: string;

  /** Replies up to this position of the room's log are read. */
  @Column('bigint', { name: 'read_seq' })
  readSeq: string;
}
