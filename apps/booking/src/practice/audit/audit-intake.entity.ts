import type { AuditedAction } from '@veza/contracts';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A read or change that is not yet a line of its cabinet's chain. Only a function of the owner takes rows away. */
@Entity('audit_intake')
export class AuditIntake {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: string;

  @Column('uuid', { name: 'cabinet_id' })
  cabinetId: string;

  @Column('integer', { name: 'user_id' })
  userId: number;

  @Column('text')
  action: AuditedAction;

  @Column('uuid', { name: 'patient_ids', array: true })
  patientIds: string[];

  @Column('uuid', { name: 'appointment_ids', array: true })
  appointmentIds: string[];
}
