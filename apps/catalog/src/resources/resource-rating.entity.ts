import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The vote of one user on one resource. */
@Entity('resource_ratings')
export class ResourceRating {
  @PrimaryColumn('integer', { name: 'resource_id' })
  resourceId: number;

  @PrimaryColumn('integer', { name: 'user_id' })
  userId: number;

  /** 1 to 5. */
  @Column('smallint')
  rating: number;

  @Column({ type: 'timestamptz', name: 'rated_at', default: () => 'now()' })
  ratedAt: Date;
}
