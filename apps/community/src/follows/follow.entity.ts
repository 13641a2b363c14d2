import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A person follows a person. Lists are in the order of the ids. */
@Entity('follows')
export class Follow {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: string;

  @Column('integer', { name: 'follower_id' })
  followerId: number;

  @Column('integer', { name: 'followed_id' })
  followedId: number;

  @Column({ type: 'timestamptz', name: 'followed_at', precision: 3, default: () => 'now()' })
  followedAt: Date;
}
