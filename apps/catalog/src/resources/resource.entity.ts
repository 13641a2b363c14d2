import type { ResourceCategory } from '@veza/contracts';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { StoredFile } from '../objects/stored-file.js';

/** A file to download, with the description by its uploader. */
@Entity('resources')
export class Resource extends StoredFile {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' })
  id: number;

  @Column('text')
  title: string;

  @Column('text', { default: '' })
  description: string;

  @Column('text')
  category: ResourceCategory;

  @Column('text', { array: true, default: [] })
  tags: string[];

  /** The tags without case and accents, set by a trigger. */
  @Column({ type: 'text', name: 'tag_keys', array: true, nullable: true, select: false, insert: false, update: false })
  tagKeys?: string[] | null;

  @Column('boolean', { name: 'is_public' })
  isPublic: boolean;

  @Column('integer', { name: 'uploader_id' })
  uploaderId: number;

  @Column('integer', { default: 0 })
  downloads: number;

  /** With `ratingsCount` the mean of resource_ratings, stored here so that a list needs no join. */
  @Column('integer', { name: 'rating_sum', default: 0 })
  ratingSum: number;

  @Column('integer', { name: 'ratings_count', default: 0 })
  ratingsCount: number;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt: Date;

  /** The title without case and accents, for the rank of a search. */
  @Column({
    type: 'text',
    name: 'title_key',
    collation: 'C',
    generatedType: 'STORED',
    asExpression: 'left(fold(title), 80)',
    select: false,
    insert: false,
    update: false,
  })
  titleKey?: string;

  /** The lexemes that a search looks for, set by a trigger (decision 138). */
  @Column({ type: 'tsvector', nullable: true, select: false, insert: false, update: false })
  words?: string | null;
}
