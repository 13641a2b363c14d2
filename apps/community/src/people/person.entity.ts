import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A person with a relation. Its name, picture and words are of identity. */
@Entity('people')
export class Person {
  @PrimaryColumn('integer')
  id: number;

  /** Of people that are not hidden, like `following`. */
  @Column('integer', { default: 0 })
  followers: number;

  @Column('integer', { default: 0 })
  following: number;

  /** Banned: its relations stay, and are neither shown nor counted. */
  @Column('boolean', { name: 'is_hidden', default: false })
  isHidden: boolean;

  /** `infinity` for a permanent ban. */
  @Column('timestamptz', { name: 'hidden_until', nullable: true })
  hiddenUntil: Date | number | null;

  /** The last time that a ban was imposed. */
  @Column('timestamptz', { name: 'banned_at', nullable: true })
  bannedAt: Date | null;

  /** The day of the two numbers that follow. */
  @Column('date', { name: 'acts_on', default: () => '(now())::date' })
  actsOn: string;

  @Column('integer', { name: 'follows_that_day', default: 0 })
  followsThatDay: number;

  @Column('integer', { name: 'likes_that_day', default: 0 })
  likesThatDay: number;

  /** The day of the number that follows. */
  @Column('date', { name: 'commented_on', default: () => '(now())::date' })
  commentedOn: string;

  @Column('integer', { name: 'comments_that_day', default: 0 })
  commentsThatDay: number;
}
