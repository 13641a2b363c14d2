import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The number of messages in a stretch of a room's log, so that a deep page does not read the messages above it. */
@Entity('room_blocks')
export class RoomBlockEntity {
  @PrimaryColumn('text', { name: 'room_id' })
  room: string;

  /** Seqs 1024 * block + 1 to 1024 * (block + 1); only complete blocks have a row. */
  @PrimaryColumn('bigint')
  block: string;

  /** Without the deleted ones. In the lowest block of a log whose beginning was removed it may be too large. */
  @Column('integer')
  messages: number;
}
