import type { NoticeKind, NoticeThing } from '@veza/contracts';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** Something that a person should know. A list is in the order of the ids. */
@Entity('notices')
export class NoticeEntity {
  /** Of the order: a renewed notice gets a new one. */
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: string;

  @Column('integer', { name: 'person_id' })
  personId: number;

  @Column('text')
  kind: NoticeKind;

  /** What makes it one notice of the person, however often its event comes. */
  @Column('text')
  key: string;

  /** Of the fact: a higher one renews the notice. */
  @Column('bigint')
  version: string;

  @Column('integer', { name: 'actor_id', nullable: true })
  actorId: number | null;

  @Column('text', { name: 'thing_kind' })
  thingKind: NoticeThing;

  @Column('text', { name: 'thing_id' })
  thingId: string;

  /** Of the thing, as it was then. */
  @Column('text', { nullable: true })
  title: string | null;

  /** Id of the message, of the comment, or of the cabinet. */
  @Column('text', { nullable: true })
  part: string | null;

  /** The error of a track, or the change of an appointment. */
  @Column('text', { nullable: true })
  detail: string | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt: Date;

  @Column({ type: 'timestamptz', name: 'read_at', precision: 3, nullable: true })
  readAt: Date | null;
}
