import type { AppointmentType, QuestionView, TreatmentPrice } from '@veza/contracts';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A type of appointments of a cabinet itself. */
@Entity('treatments')
export class Treatment {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid', { name: 'cabinet_id' })
  cabinetId: string;

  @Column('text')
  name: string;

  @Column('text')
  description: string;

  /** The one of the eight types under which its appointments are counted. */
  @Column('text')
  type: AppointmentType;

  /** Minutes. */
  @Column('integer')
  duration: number;

  /** Minutes; null for those of the practitioner. */
  @Column('integer', { nullable: true })
  buffer: number | null;

  @Column('jsonb', { nullable: true })
  price: TreatmentPrice | null;

  /** Empty for all practitioners of the cabinet. */
  @Column('uuid', { name: 'practitioner_ids', array: true, default: [] })
  practitionerIds: string[];

  @Column('jsonb', { default: [] })
  questions: QuestionView[];

  /** The kind of a room or device that its appointments use; null for none, or for that of `facilityId`. */
  @Column('text', { name: 'facility_kind', nullable: true })
  facilityKind: string | null;

  @Column('uuid', { name: 'facility_id', nullable: true })
  facilityId: string | null;

  @Column('boolean', { name: 'is_public' })
  isPublic: boolean;

  @Column('boolean', { name: 'is_archived', default: false })
  isArchived: boolean;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt: Date;
}
