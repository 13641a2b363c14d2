import type { RoomKind } from '@veza/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A room, a direct conversation included. Times have milliseconds, because clients page by them; bigints are text. */
@Entity('rooms')
export class RoomEntity {
  @PrimaryColumn('text')
  id: string;

  /** A trigger checks kind, low_user and high_user when they are set. */
  @Column('text')
  kind: RoomKind;

  /** Empty for a direct room, and for a group that has the names of its people (`roomName`). */
  @Column('text')
  name: string;

  @Column('text', { nullable: true })
  description: string | null;

  /** null for a direct room and for the first room, which a migration creates. */
  @Column('integer', { name: 'created_by', nullable: true })
  createdBy: number | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt: Date;

  /** Position of the last entry of the log. Seqs of a room have no gaps. */
  @Column('bigint', { name: 'last_seq', default: () => '0' })
  lastSeq: string;

  /** Position of the first entry that the log still has; after the last one when it has none (decision 243). */
  @Column('bigint', { name: 'first_seq', default: () => '1' })
  firstSeq: string;

  /** No entry of the log is older. */
  @Column({ type: 'timestamptz', name: 'oldest_at', precision: 3, default: () => 'now()' })
  oldestAt: Date;

  /** Messages of the log without the deleted ones. */
  @Column('bigint', { name: 'message_count', default: () => '0' })
  messageCount: string;

  @Column('integer', { name: 'member_limit', nullable: true })
  memberLimit: number | null;

  /** Seconds between two messages of one member. */
  @Column('integer', { name: 'slow_mode', default: 0 })
  slowMode: number;

  @Column('integer', { name: 'member_count', default: 0 })
  memberCount: number;

  /** A conversation of a few people, of the kind `private`. Its name may be empty. */
  @Column('boolean', { name: 'is_group', default: false })
  isGroup: boolean;

  /** Those who join are readers: a trigger of the members sees to it. */
  @Column('boolean', { name: 'joins_as_reader', default: false })
  joinsAsReader: boolean;

  /** Of a direct room the member with the lower id. */
  @Column('integer', { name: 'low_user', nullable: true })
  lowUser: number | null;

  @Column('integer', { name: 'high_user', nullable: true })
  highUser: number | null;

  /** Last event of a direct room; null for others, so that their updates stay in the page (HOT). */
  @Column({ type: 'timestamptz', name: 'touched_at', precision: 3, nullable: true })
  touchedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'deleted_at', precision: 3, nullable: true })
  deletedAt: Date | null;
}
