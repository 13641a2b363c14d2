import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The state of a live socket that Redis could not take. */
@Entity('outage_states')
export class OutageStateEntity {
  @PrimaryColumn('text', { name: 'connection_id' })
  connectionId: string;

  @Column('text')
  replica: string;

  /** Higher in each later state of the same replica. */
  @Column('bigint')
  version: string;

  /** A LiveSocket. */
  @Column('jsonb')
  state: unknown;

  @Column({ type: 'timestamptz', precision: 3, name: 'stored_at', default: () => 'now()' })
  storedAt: Date;
}
