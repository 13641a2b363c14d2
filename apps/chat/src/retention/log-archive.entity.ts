import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** An archive of the log, written by `npm run veza -- archive`: every entry before a moment is in it. */
@Entity('log_archives')
export class LogArchiveEntity {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' })
  id: number;

  @Column({ type: 'timestamptz', name: 'covers_before', precision: 3 })
  coversBefore: Date;

  @Column({ type: 'timestamptz', name: 'taken_at', precision: 3 })
  takenAt: Date;

  @Column('bigint')
  messages: string;

  @Column('bigint')
  changes: string;

  /** Of the file `manifest.json`, which has the hashes of the others. */
  @Column('text', { name: 'manifest_sha256' })
  manifestSha256: string;
}
