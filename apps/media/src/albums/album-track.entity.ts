import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The place of a track in an album. Tracks that were deleted leave gaps. */
@Entity('album_tracks')
export class AlbumTrack {
  @PrimaryColumn('integer', { name: 'album_id' })
  albumId: number;

  @PrimaryColumn('integer', { name: 'track_id' })
  trackId: number;

  @Column('smallint')
  place: number;
}
