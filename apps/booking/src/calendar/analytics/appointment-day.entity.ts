import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * Counts of the appointments of a practitioner by the local date of their start, cancelled ones included. Triggers keep them
 * in the transaction of each change.
 */
@Entity('appointment_days')
export class AppointmentDay {
  @PrimaryColumn('uuid', { name: 'cabinet_id' })
  cabinetId: string;

  @PrimaryColumn('date')
  day: string;

  @PrimaryColumn('uuid', { name: 'practitioner_id' })
  practitionerId: string;

  @Column('integer', { name: 'status_pending' })
  statusPending: number;

  @Column('integer', { name: 'status_confirmed' })
  statusConfirmed: number;

  @Column('integer', { name: 'status_cancelled' })
  statusCancelled: number;

  @Column('integer', { name: 'status_completed' })
  statusCompleted: number;

  @Column('integer', { name: 'status_no_show' })
  statusNoShow: number;

  @Column('integer', { name: 'type_consultation' })
  typeConsultation: number;

  @Column('integer', { name: 'type_controle' })
  typeControle: number;

  @Column('integer', { name: 'type_soin' })
  typeSoin: number;

  @Column('integer', { name: 'type_detartrage' })
  typeDetartrage: number;

  @Column('integer', { name: 'type_extraction' })
  typeExtraction: number;

  @Column('integer', { name: 'type_implant' })
  typeImplant: number;

  @Column('integer', { name: 'type_orthodontie' })
  typeOrthodontie: number;

  @Column('integer', { name: 'type_urgence' })
  typeUrgence: number;

  @Column('integer', { name: 'origin_staff' })
  originStaff: number;

  @Column('integer', { name: 'origin_patient' })
  originPatient: number;

  @Column('integer', { name: 'origin_public' })
  originPublic: number;

  @Column('integer', { name: 'origin_waiting_list' })
  originWaitingList: number;

  /** Minutes of the appointments that are not cancelled. */
  @Column('integer', { name: 'booked_minutes' })
  bookedMinutes: number;

  /** Minutes between booking and start, of the appointments that are not cancelled. */
  @Column('bigint', { name: 'lead_minutes' })
  leadMinutes: string;
}
