import type { BanDuration, Role } from '@veza/contracts';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A ban from the whole platform, past or in force. */
@Entity('account_bans')
export class AccountBan {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' })
  id: number;

  @Column('integer', { name: 'user_id' })
  userId: number;

  @Column('integer', { name: 'moderator_id' })
  moderatorId: number;

  /** The role in which it was imposed. */
  @Column('text', { default: 'moderator' })
  rank: Exclude<Role, 'user'>;

  @Column('text')
  duration: BanDuration;

  @Column('text')
  reason: string;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  /** null: permanent. */
  @Column('timestamptz', { nullable: true })
  until: Date | null;

  @Column('timestamptz', { name: 'lifted_at', nullable: true })
  liftedAt: Date | null;

  @Column('integer', { name: 'lifted_by', nullable: true })
  liftedBy: number | null;
}
