import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A medical practice. */
@Entity('cabinets')
export class Cabinet {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('text')
  name: string;

  /** Sort key of the list of open pages, without case and accents. */
  @Column({
    type: 'text',
    name: 'name_key',
    collation: 'C',
    generatedType: 'STORED',
    asExpression: 'left(fold(name), 60)',
    select: false,
    insert: false,
    update: false,
  })
  nameKey?: string;

  /** The name for that search, also without apostrophes and hyphens. */
  @Column({
    type: 'text',
    name: 'search_key',
    generatedType: 'STORED',
    asExpression: `translate(fold(name), '''’ʼ\`´-‐‑–.', '')`,
    select: false,
    insert: false,
    update: false,
  })
  searchKey?: string;

  /** IANA name of the zone in which working hours and slots are written. */
  @Column('text')
  timezone: string;

  /** ISO 3166 code of a country or a part of it; null without public holidays. */
  @Column('text', { name: 'holiday_region', nullable: true })
  holidayRegion: string | null;

  /** Keys of the public holidays on which the cabinet works. */
  @Column('text', { name: 'open_holidays', array: true, default: [] })
  openHolidays: string[];

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt: Date;
}
