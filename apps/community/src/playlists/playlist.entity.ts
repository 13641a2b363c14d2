import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

@Entity('playlists')
export class PlaylistEntity {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' })
  id: number;

  @Column('integer', { name: 'owner_id' })
  ownerId: number;

  @Column('text')
  title: string;

  @Column('text', { default: '' })
  description: string;

  @Column('text', { default: 'private' })
  visibility: 'private' | 'link' | 'public';

  /** SHA-256 of the code of the link, which only its owner has seen. */
  @Column('bytea', { name: 'code_hash', nullable: true })
  codeHash: Buffer | null;

  @Column('integer', { name: 'track_count', default: 0 })
  trackCount: number;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt: Date;

  @Column({ type: 'timestamptz', name: 'updated_at', precision: 3, default: () => 'now()' })
  updatedAt: Date;
}

/** A person that adds, moves and removes tracks besides the owner. */
@Entity('playlist_editors')
export class PlaylistEditor {
  @PrimaryColumn('integer', { name: 'playlist_id' })
  playlistId: number;

  @PrimaryColumn('integer', { name: 'person_id' })
  personId: number;

  @Column({ type: 'timestamptz', name: 'added_at', precision: 3, default: () => 'now()' })
  addedAt: Date;
}

/** A track of a playlist, in the order of the keys. */
@Entity('playlist_tracks')
export class PlaylistTrack {
  @PrimaryColumn('integer', { name: 'playlist_id' })
  playlistId: number;

  @PrimaryColumn('integer', { name: 'track_id' })
  trackId: number;

  @Column({ type: 'text', collation: 'C' })
  key: string;

  /** Null when the person has left. */
  @Column('integer', { name: 'added_by', nullable: true })
  addedBy: number | null;

  @Column({ type: 'timestamptz', name: 'added_at', precision: 3, default: () => 'now()' })
  addedAt: Date;
}
