import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An account of a provider that signs in to an account here. */
@Entity('linked_accounts')
export class LinkedAccount {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' })
  id: string;

  @Column('integer', { name: 'user_id' })
  userId: number;

  @Column('text')
  issuer: string;

  /** `sub` of the provider: unlike an address it never names another person. */
  @Column('text')
  subject: string;

  /** The verified address at the provider when it was linked. */
  @Column('text', { nullable: true })
  email: string | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { name: 'last_used_at', nullable: true })
  lastUsedAt: Date | null;
}
