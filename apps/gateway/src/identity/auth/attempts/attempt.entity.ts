import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Attempts of one subject in the current window, such as wrong passwords. The table is UNLOGGED: a crash resets it. */
@Entity('attempts')
export class Attempt {
  @PrimaryColumn('text')
  kind: string;

  @PrimaryColumn('text')
  subject: string;

  @Column('integer')
  count: number;

  @Column('timestamptz', { name: 'ends_at' })
  endsAt: Date;
}
