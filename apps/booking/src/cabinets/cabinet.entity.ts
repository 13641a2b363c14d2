import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A medical practice. */
@Entity('cabinets')
export class Cabinet {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('text')
  name: string;

  /** IANA name of the zone in which working hours and slots are written. */
  @Column('text')
  timezone: string;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt: Date;
}
