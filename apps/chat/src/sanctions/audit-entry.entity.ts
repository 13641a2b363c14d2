import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** An action of a moderator or of the platform. Written in the transaction of the action, never changed. */
@Entity('moderation_audit')
export class AuditEntryEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: string;

  /** 0 is the platform itself. */
  @Column('integer', { name: 'moderator_id' })
  moderatorId: number;

  @Column('text')
  action: string;

  @Column('text', { name: 'room_id', nullable: true })
  room: string | null;

  @Column('integer', { name: 'user_id', nullable: true })
  userId: number | null;

  /** The object of the action, if it is neither a room nor a user: `message:12`. */
  @Column('text', { nullable: true })
  subject: string | null;

  @Column('text', { default: '' })
  reason: string;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' })
  at: Date;
}
