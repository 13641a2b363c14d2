import type { PublicationKind } from '@veza/contracts';
import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** A thing that a person made visible to everybody: one row, however many people follow it. */
@Entity('publications')
export class PublicationEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: string;

  @Column('text')
  kind: PublicationKind;

  @Column('integer', { name: 'thing_id' })
  thingId: number;

  @Column('integer', { name: 'person_id' })
  personId: number;

  @Column({ type: 'timestamptz', name: 'published_at', precision: 3 })
  publishedAt: Date;

  /** The place in lists: its time in microseconds, or the next number where that one is taken. */
  @Column('bigint')
  position: string;

  /** While it is private or in the trash. It keeps its place. */
  @Column('timestamptz', { name: 'withdrawn_at', nullable: true })
  withdrawnAt: Date | null;

  /** Among the last ones of its person, which the list of everybody has. */
  @Column('boolean', { name: 'is_front', default: false })
  isFront: boolean;
}

/** One row: the last position. Publications lock it, so positions are committed in their order. */
@Entity('publication_clock')
export class PublicationClock {
  @PrimaryColumn('boolean', { name: 'only_row', default: true })
  onlyRow: boolean;

  @Column('bigint')
  position: string;
}
