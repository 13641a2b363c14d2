import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A build of the web client that a gateway has served. */
@Entity('web_builds')
export class WebBuild {
  /** Digest of its page. */
  @PrimaryColumn('text')
  id: string;

  @Column('timestamptz', { name: 'started_at', default: () => 'now()' })
  startedAt: Date;
}

/** A file of a build with a digest in its name. */
@Entity('web_assets')
export class WebAsset {
  @PrimaryColumn('text', { name: 'build_id' })
  buildId: string;

  @PrimaryColumn('text')
  path: string;

  @Column('bytea')
  bytes: Buffer;
}
