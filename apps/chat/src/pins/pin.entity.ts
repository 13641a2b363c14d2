import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A pinned message of a room. It goes with its message. */
@Entity('pins')
export class PinEntity {
  @PrimaryColumn('bigint', { name: 'message_id' })
  messageId: string;

  @Column('text', { name: 'room_id' })
  room: string;

  /** Who pinned it; null when the account is erased. */
  @Column('integer', { name: 'user_id', nullable: true })
  userId: number | null;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' })
  at: Date;
}
