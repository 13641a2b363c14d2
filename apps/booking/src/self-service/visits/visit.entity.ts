import type { MailLanguage } from '@veza/contracts';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A person with a confirmed e-mail address at the public page of a cabinet. What a visit creates has its id below zero. */
@Entity('visits')
export class Visit {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' })
  id: number;

  @Column('uuid', { name: 'cabinet_id' })
  cabinetId: string;

  /** In lower case. */
  @Column('text')
  email: string;

  /** The mailbox behind aliases of the address: the subject of limits. */
  @Column('text', { name: 'email_key' })
  emailKey: string;

  /** The account, for a visit with its confirmed address. */
  @Column('integer', { name: 'user_id', nullable: true })
  userId: number | null;

  @Column('text')
  network: string;

  @Column('text')
  language: MailLanguage;

  /** SHA-256 of the secret. */
  @Column('bytea', { name: 'token_hash', select: false })
  tokenHash: Buffer;

  @Column({ type: 'timestamptz', name: 'expires_at', precision: 3 })
  expiresAt: Date;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt: Date;
}
