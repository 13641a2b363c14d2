import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A span of time that an absence, a hold, an appointment or an imported calendar takes in the calendar of a practitioner. No two of one calendar overlap, except for absences that override and imported times. */
@Entity('busy')
export class Busy {
  /** That of the absence, the hold or the appointment. */
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid', { name: 'cabinet_id' })
  cabinetId: string;

  @Column('uuid', { name: 'practitioner_id' })
  practitionerId: string;

  @Column('text')
  kind: 'absence' | 'hold' | 'appointment' | 'imported';

  /** Start included, end excluded; in the text form of Postgres, so statements select its bounds instead. */
  @Column('tstzrange')
  span: string;

  /**
   * Rows whose spans overlap have no layer in common; in the text form of Postgres. The rule stands in
   * `migrations/extend-booking/calendar.ts`.
   */
  @Column('int8range', { default: '[0,)' })
  layers: string;

  /** The import, of an imported time; null for everything else. */
  @Column('uuid', { name: 'import_id', nullable: true })
  importId: string | null;

  /** The room or device that a hold or an appointment uses. No two spans of one overlap. */
  @Column('uuid', { name: 'facility_id', nullable: true })
  facilityId: string | null;

  @Column('text', { nullable: true })
  reason: string | null;

  /** Of a hold; null for everything else. */
  @Column({ type: 'timestamptz', name: 'expires_at', precision: 3, nullable: true })
  expiresAt: Date | null;

  /** The user. */
  @Column('integer', { name: 'created_by' })
  createdBy: number;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt: Date;
}
