import type { OtherHours, WorkingHours } from '@veza/contracts';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A person with a calendar, in one cabinet. */
@Entity('practitioners')
export class Practitioner {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid', { name: 'cabinet_id' })
  cabinetId: string;

  @Column('integer', { name: 'user_id' })
  userId: number;

  @Column('text', { name: 'first_name' })
  firstName: string;

  @Column('text', { name: 'last_name' })
  lastName: string;

  @Column('jsonb', { name: 'working_hours' })
  workingHours: WorkingHours[];

  @Column('jsonb', { default: [] })
  exceptions: OtherHours[];

  /** Minutes that stay free after an appointment. */
  @Column('integer')
  buffer: number;

  /** Minutes between now and the first slot. */
  @Column('integer', { default: 0 })
  notice: number;

  /** Days from now to the last slot. */
  @Column('integer', { default: 365 })
  horizon: number;

  /** When the membership ended. The row stays, because rows of patients refer to it. */
  @Column({ type: 'timestamptz', name: 'dismissed_at', precision: 3, nullable: true })
  dismissedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt: Date;
}
