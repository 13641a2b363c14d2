import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A practice that takes appointments. */
@Entity('cabinets')
export class Cabinet {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('text')
  name: string;

  /** An IANA name: appointments are shown in it. */
  @Column('text')
  timezone: string;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt: Date;
}
