import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A user name that its account had before, and to which its links lead for a time. */
@Entity('former_names')
export class FormerName {
  /** `skeletonOf` of the name: two names that look alike are one. */
  @PrimaryColumn('text')
  skeleton: string;

  /** In lower case. */
  @Column('text')
  username: string;

  @Column('integer', { name: 'user_id' })
  userId: number;

  /** The name is free again from here. */
  @Column('timestamptz')
  until: Date;
}
