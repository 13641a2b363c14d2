import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A membership in a cabinet that has ended within the last day. The ids are in the order of the commits. */
@Entity('ended_memberships')
export class EndedMembershipEntity {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' })
  id: number;

  @Column('uuid', { name: 'cabinet_id' })
  cabinetId: string;

  @Column('integer', { name: 'user_id' })
  userId: number;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' })
  at: Date;
}
