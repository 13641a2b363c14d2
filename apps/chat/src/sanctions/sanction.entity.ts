import type { BanDuration, SanctionKind } from '@veza/contracts';
import type { SanctionRank } from '../access/speaking.js';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A ban, mute or kick in a room, past or in force (`sanctionInForce`). */
@Entity('sanctions')
export class SanctionEntity {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' })
  id: number;

  @Column('text')
  kind: SanctionKind;

  @Column('text', { name: 'room_id' })
  room: string;

  @Column('integer', { name: 'user_id' })
  userId: number;

  @Column('text')
  reason: string;

  @Column('text')
  duration: BanDuration;

  /** null: permanent. */
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  until: Date | null;

  /** 0 is the platform itself. */
  @Column('integer', { name: 'moderator_id' })
  moderatorId: number;

  /** The rank in which it was imposed. */
  @Column('text', { default: 'owner' })
  rank: SanctionRank;

  /** No sanction but the role of a reader, which the chat keeps as a mute (decision 258). */
  @Column('boolean', { name: 'of_role', default: false })
  ofRole: boolean;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt: Date;

  @Column({ type: 'timestamptz', name: 'lifted_at', precision: 3, nullable: true, select: false })
  liftedAt: Date | null;

  @Column('integer', { name: 'lifted_by', nullable: true, select: false })
  liftedBy: number | null;
}
