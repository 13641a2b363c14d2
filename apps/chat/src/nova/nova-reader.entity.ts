import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The last number in the log of one user, which stays when its entries have expired. */
@Entity('nova_readers')
export class NovaReaderEntity {
  @PrimaryColumn('integer', { name: 'user_id' })
  userId: number;

  @Column('integer')
  last: number;
}
