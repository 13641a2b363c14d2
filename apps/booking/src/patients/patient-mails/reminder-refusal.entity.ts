import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An address to which a cabinet sends no reminders. It outlives the patient, as a wish of the mailbox. */
@Entity('reminder_refusals')
export class ReminderRefusal {
  @PrimaryColumn('uuid', { name: 'cabinet_id' })
  cabinetId: string;

  /** SHA-256 of the address. */
  @PrimaryColumn('bytea')
  address: Buffer;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt: Date;
}
