import type { AppointmentType } from '@veza/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What the appointments of a type take in a cabinet. A type without a row has neither a length nor a buffer of its own. */
@Entity('appointment_types')
export class AppointmentTypeLength {
  @PrimaryColumn('uuid', { name: 'cabinet_id' })
  cabinetId: string;

  @PrimaryColumn('text')
  type: AppointmentType;

  /** Minutes. */
  @Column('integer', { nullable: true })
  duration: number | null;

  /** Minutes; null for those of the practitioner. */
  @Column('integer', { nullable: true })
  buffer: number | null;

  /** The kind of a room or device that its appointments use; null for none, or for that of `facilityId`. */
  @Column('text', { name: 'facility_kind', nullable: true })
  facilityKind: string | null;

  @Column('uuid', { name: 'facility_id', nullable: true })
  facilityId: string | null;
}
