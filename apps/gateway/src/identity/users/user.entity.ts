import type { Preferences, Role } from '@veza/contracts';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A row of `users`. Of an erased account the id is left; its names and its password are null. */
@Entity('users')
export class UserRow {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' })
  id: number;

  @Column('text', { nullable: true })
  username: string | null;

  /** `skeletonOf` of the user name; null also for an earlier look-alike of another name. */
  @Column('text', { name: 'username_skeleton', nullable: true })
  usernameSkeleton: string | null;

  @Column('text', { nullable: true })
  email: string | null;

  @Column('boolean', { name: 'email_verified', default: false })
  emailVerified: boolean;

  /** The time to verify the address counts from here; for accounts of earlier versions from their migration. */
  @Column('timestamptz', { name: 'unverified_since', default: () => 'now()' })
  unverifiedSince: Date;

  @Column('text', { name: 'password_hash', nullable: true })
  passwordHash: string | null;

  /** A sign-in takes a second factor as well. */
  @Column('boolean', { name: 'second_factor', default: false })
  secondFactor: boolean;

  /** The owner, of a bot only. */
  @Column('integer', { name: 'bot_of', nullable: true })
  botOf: number | null;

  @Column('text', { name: 'first_name', default: '' })
  firstName: string;

  @Column('text', { name: 'last_name', default: '' })
  lastName: string;

  @Column('text', { nullable: true })
  avatar: string | null;

  /** The uploaded picture, an object of media; its address is the avatar. */
  @Column('uuid', { name: 'picture_id', nullable: true })
  pictureId: string | null;

  /** The uploaded wide picture of the page, an object of media. */
  @Column('uuid', { name: 'banner_id', nullable: true })
  bannerId: string | null;

  @Column('jsonb', { default: [] })
  links: string[];

  @Column('text', { default: '' })
  bio: string;

  @Column('text', { default: 'user' })
  role: Role;

  @Column('jsonb', { default: {} })
  preferences: Partial<Preferences>;

  @Column('timestamptz', { name: 'last_login_at', default: () => 'now()' })
  lastLoginAt: Date;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { name: 'deleted_at', nullable: true })
  deletedAt: Date | null;

  /** The erasure was repeated, after every request that ran at its time. */
  @Column('boolean', { name: 'erased_again', default: false })
  erasedAgain: boolean;

  /** End of the ban in force; `infinity` for a permanent one. The bans themselves are rows of `account_bans`. */
  @Column('timestamptz', { name: 'banned_until', nullable: true })
  bannedUntil: Date | number | null;
}
