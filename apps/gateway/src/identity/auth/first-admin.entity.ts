import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One row since the first administrator was created. */
@Entity('first_admin')
export class FirstAdmin {
  @PrimaryColumn('boolean', { name: 'only_row', default: true })
  onlyRow: boolean;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;
}
