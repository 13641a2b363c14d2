import type { NotificationKind } from '@veza/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { NoticeWords } from './notice-words.js';

/** One notification of one person. */
@Entity('notifications')
export class Notification {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' })
  id: string;

  @Column('uuid', { name: 'cabinet_id' })
  cabinetId: string;

  @Column('integer', { name: 'user_id' })
  userId: number;

  /** The notice of the event, which several members share. */
  @Column('uuid', { name: 'notice_id' })
  noticeId: string;

  @Column('text')
  type: NotificationKind;

  @Column('text')
  priority: 'low' | 'medium' | 'high' | 'critical';

  /** What it says; absent in rows from before there were several languages. */
  @Column('jsonb', { nullable: true })
  words: NoticeWords | null;

  /** In English, as the message: for a replica of the version before, and for exports. */
  @Column('text')
  title: string;

  @Column('text')
  message: string;

  /** Ids of what the notification is about. */
  @Column('jsonb')
  data: Record<string, string>;

  @Column({ type: 'timestamptz', name: 'read_at', precision: 3, nullable: true })
  readAt: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt: Date;
}
