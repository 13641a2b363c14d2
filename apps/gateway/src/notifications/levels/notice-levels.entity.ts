import type { WireNoticeLevels } from '@veza/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Of users who changed them. `push` of chat and appointments is in the preferences of pushes, which an earlier version reads. */
@Entity('notice_levels')
export class NoticeLevelsEntity {
  @PrimaryColumn('integer', { name: 'user_id' })
  userId: number;

  /** Kinds of a later version stay as they are. */
  @Column('jsonb')
  levels: Partial<WireNoticeLevels>;

  /** Whether a kind has a daily mail. */
  @Column('boolean', { name: 'has_mail', default: false })
  hasMail: boolean;

  @Column('timestamptz', { name: 'mailed_at', nullable: true })
  mailedAt: Date | null;
}
