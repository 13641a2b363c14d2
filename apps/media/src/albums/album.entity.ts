import type { AlbumKind } from '@veza/contracts';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** Own tracks of a person, in an order and under one title. */
@Entity('albums')
export class Album {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' })
  id: number;

  @Column('integer', { name: 'owner_id' })
  ownerId: number;

  @Column('text')
  title: string;

  @Column('text', { default: '' })
  description: string;

  @Column('text', { default: 'album' })
  kind: AlbumKind;

  @Column('date', { name: 'release_date', nullable: true })
  releaseDate: string | null;

  @Column('boolean', { name: 'is_public', default: false })
  isPublic: boolean;

  /** The picture that its owner gave it. */
  @Column('uuid', { name: 'cover_id', nullable: true })
  coverId: string | null;

  /** Grows with each change of facts, cover and order. */
  @Column('integer', { default: 1 })
  revision: number;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt: Date;

  @Column({ type: 'timestamptz', name: 'updated_at', precision: 3, default: () => 'now()' })
  updatedAt: Date;
}
