import type { OtherHours, WorkingHours } from '@veza/contracts';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** Somebody with whom appointments are made, in one cabinet. */
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

  @Column('jsonb')
  exceptions: OtherHours[];

  /** Minutes. */
  @Column('integer')
  buffer: number;

  /** Minutes. */
  @Column('integer')
  notice: number;

  /** Days. */
  @Column('integer')
  horizon: number;
}
