import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A comment on a track, or a reply to one. Without author and text it is a place: removed, with replies. */
@Entity('comments')
export class CommentEntity {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' })
  id: number;

  @Column('integer', { name: 'track_id' })
  trackId: number;

  /** The comment that this one replies to. */
  @Column('integer', { name: 'parent_id', nullable: true })
  parentId: number | null;

  /** Null for the whole track. */
  @Column('integer', { nullable: true })
  second: number | null;

  @Column('integer', { name: 'author_id', nullable: true })
  authorId: number | null;

  @Column('text', { nullable: true })
  text: string | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt: Date;

  @Column({ type: 'timestamptz', name: 'edited_at', precision: 3, nullable: true })
  editedAt: Date | null;
}
