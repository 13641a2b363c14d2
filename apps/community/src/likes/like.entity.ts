import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** A person likes a track. Lists are in the order of the ids. */
@Entity('likes')
export class Like {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: string;

  @Column('integer', { name: 'person_id' })
  personId: number;

  @Column('integer', { name: 'track_id' })
  trackId: number;

  @Column({ type: 'timestamptz', name: 'liked_at', precision: 3, default: () => 'now()' })
  likedAt: Date;
}

/** The number of likes of a track, of people that are not hidden. */
@Entity('liked_tracks')
export class LikedTrack {
  @PrimaryColumn('integer', { name: 'track_id' })
  trackId: number;

  @Column('integer', { default: 0 })
  likes: number;
}
