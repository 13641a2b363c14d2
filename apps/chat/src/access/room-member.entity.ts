import type { NotificationLevel, RoomRole } from '@veza/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

export type StoredRole = Exclude<RoomRole, 'reader'>;

/** The membership of a user in a room. */
@Entity('members')
export class RoomMemberEntity {
  @PrimaryColumn('text', { name: 'room_id' })
  room: string;

  @PrimaryColumn('integer', { name: 'user_id' })
  userId: number;

  /** A reader is a member with a row of `sanctions` (decision 258). */
  @Column('text', { default: 'member' })
  role: StoredRole;

  @Column({ type: 'timestamptz', name: 'joined_at', precision: 3, default: () => 'now()' })
  joinedAt: Date;

  /** Entries up to this position are read. */
  @Column('bigint', { name: 'last_read_seq', default: () => '0' })
  lastReadSeq: string;

  /** What the room notifies about. */
  @Column('text', { default: 'all' })
  level: NotificationLevel;

  /** Until then it notifies about nothing. */
  @Column({ type: 'timestamptz', name: 'paused_until', precision: 3, nullable: true })
  pausedUntil: Date | null;
}
