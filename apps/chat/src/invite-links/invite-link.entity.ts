import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A link by which people join a room. */
@Entity('invite_links')
export class InviteLinkEntity {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' })
  id: number;

  /** SHA-256 of the code, which only its creator has seen. */
  @Column('bytea', { name: 'code_hash' })
  codeHash: Buffer;

  @Column('text', { name: 'room_id' })
  room: string;

  @Column('integer', { name: 'created_by' })
  createdBy: number;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt: Date;

  @Column({ type: 'timestamptz', name: 'expires_at', precision: 3 })
  expiresAt: Date;

  /** Null for any number. */
  @Column('integer', { name: 'max_uses', nullable: true })
  maxUses: number | null;

  @Column('integer', { default: 0 })
  uses: number;
}
