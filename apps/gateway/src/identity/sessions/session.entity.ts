import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { FamilyState } from './refresh-rule.js';

/** A sign-in: one family of refresh tokens, of which only the generation is stored. */
@Entity('sessions')
export class Session {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' })
  id: string;

  @Column('integer', { name: 'user_id' })
  userId: number;

  @Column('text')
  device: string;

  @Column('text')
  address: string;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  /** The last authentication after the sign-in; null without one. */
  @Column('timestamptz', { name: 'authenticated_at', nullable: true, select: false })
  authenticatedAt: Date | null;

  @Column('timestamptz', { name: 'last_used_at', default: () => 'now()' })
  lastUsedAt: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;

  /** The last generation that was presented; -1 before the first refresh. */
  @Column('integer', { name: 'used_generation', default: -1, select: false })
  usedGeneration: number;

  @Column('jsonb', { name: 'recent_uses', default: [], select: false })
  recentUses: FamilyState['recentUses'];

  @Column('timestamptz', { name: 'revoked_at', nullable: true, select: false })
  revokedAt: Date | null;

  @Column('text', { name: 'revoked_for', nullable: true, select: false })
  revokedFor: string | null;
}
