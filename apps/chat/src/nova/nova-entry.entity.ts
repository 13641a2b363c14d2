import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A notice in the log of one user. A trigger of `nova_notices` writes it: `seq` is dense, in the order of commits. */
@Entity('nova_entries')
export class NovaEntryEntity {
  @PrimaryColumn('integer', { name: 'user_id' })
  userId: number;

  @PrimaryColumn('integer')
  seq: number;

  @Column('integer', { name: 'notice_id' })
  noticeId: number;
}
