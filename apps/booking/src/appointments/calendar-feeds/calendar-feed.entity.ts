import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A secret address from which a calendar reads the appointments of an account. */
@Entity('calendar_feeds')
export class CalendarFeed {
  /** SHA-256 of the secret. */
  @PrimaryColumn('bytea', { name: 'token_hash' })
  tokenHash: Buffer;

  @Column('integer', { name: 'user_id' })
  userId: number;

  /** Of a practitioner; null for the own appointments of a patient, in all cabinets. */
  @Column('uuid', { name: 'cabinet_id', nullable: true })
  cabinetId: string | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt: Date;
}
