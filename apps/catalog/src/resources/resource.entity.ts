import type { ResourceCategory } from '@veza/contracts';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A file to download with what its uploader says of it; its bytes are media's, under `objectId`. */
@Entity('resources')
export class Resource {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' })
  id: number;

  @Column('text')
  title: string;

  @Column('text')
  description: string;

  @Column('text')
  category: ResourceCategory;

  @Column('text', { array: true })
  tags: string[];

  @Column('boolean', { name: 'is_public' })
  isPublic: boolean;

  @Column('integer', { name: 'uploader_id' })
  uploaderId: number;

  @Column('uuid', { name: 'object_id' })
  objectId: string;

  @Column('text')
  filename: string;

  @Column('text')
  type: string;

  /** Bytes. */
  @Column('integer')
  size: number;

  @Column('integer', { default: 0 })
  downloads: number;

  /** With `ratingsCount` the mean of resource_ratings, kept here so that a list needs no join. */
  @Column('integer', { name: 'rating_sum', default: 0 })
  ratingSum: number;

  @Column('integer', { name: 'ratings_count', default: 0 })
  ratingsCount: number;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt: Date;
}
