import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The counted downloads of one reader. Rows of the last 24 hours; older ones are deleted every hour. */
@Entity('resource_readers')
export class ResourceReader {
  @PrimaryColumn('integer', { name: 'resource_id' })
  resourceId: number;

  /** `user` and an id, or `address` and a digest. */
  @PrimaryColumn('text')
  reader: string;

  @Column('integer', { default: 1 })
  counted: number;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  since: Date;
}
