import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The secret link of a private track. */
@Entity('track_links')
export class TrackLink {
  @PrimaryColumn('integer', { name: 'track_id' })
  trackId: number;

  /** SHA-256 of the code, which only the uploader has seen. */
  @Column('bytea', { name: 'code_hash', unique: true })
  codeHash: Buffer;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt: Date;
}
