import type { SignInKind, SignInMethod } from '@veza/contracts';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** What happened to the access to an account, for its owner. */
@Entity('sign_in_events')
export class SignInEvent {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: string;

  @Column('integer', { name: 'user_id' })
  userId: number;

  @Column('text')
  kind: SignInKind;

  @Column('text', { nullable: true })
  method: SignInMethod | null;

  /** The code of a refusal, or what has changed. */
  @Column('text', { nullable: true })
  detail: string | null;

  @Column('text', { nullable: true })
  device: string | null;

  /** Not the address, because a refused attempt may be that of another person. */
  @Column('text', { nullable: true })
  network: string | null;

  @Column('timestamptz', { default: () => 'now()' })
  at: Date;
}
