import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A revoked session, in the order of the commits; the ids become visible in their order. */
@Entity('revocations')
export class RevocationRow {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' })
  id: number;

  @Column('uuid', { name: 'session_id' })
  sessionId: string;

  @Column('integer', { name: 'user_id' })
  userId: number;

  @Column('timestamptz', { name: 'revoked_at', default: () => 'now()', select: false })
  revokedAt: Date;
}
