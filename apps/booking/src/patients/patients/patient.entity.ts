import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A person treated in a cabinet; not an account. */
@Entity('patients')
export class Patient {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid', { name: 'cabinet_id' })
  cabinetId: string;

  @Column('text', { name: 'first_name' })
  firstName: string;

  @Column('text', { name: 'last_name' })
  lastName: string;

  @Column('text', { nullable: true })
  email: string | null;

  @Column('text', { nullable: true })
  phone: string | null;

  /** `1990-02-28`. */
  @Column('date', { name: 'date_of_birth', nullable: true })
  dateOfBirth: string | null;

  /** When the patient agreed to reminders by SMS; null without consent. */
  @Column({ type: 'timestamptz', name: 'sms_consent_at', precision: 3, nullable: true })
  smsConsentAt: Date | null;

  /** Sort key of lists, last name first, without case and accents. */
  @Column({
    type: 'text',
    name: 'name_key',
    generatedType: 'STORED',
    asExpression: "fold(last_name || ' ' || first_name)",
    select: false,
    insert: false,
    update: false,
  })
  nameKey?: string;

  /** Names and e-mail address for the search, without case, accents, apostrophes and hyphens. */
  @Column({
    type: 'text',
    name: 'search_key',
    generatedType: 'STORED',
    asExpression: `translate(fold(last_name || ' ' || first_name || ' ' || coalesce(email, '')), '''’ʼ\`´-‐‑–.', '')`,
    select: false,
    insert: false,
    update: false,
  })
  searchKey?: string;

  /** The digits of the phone number without zeros in front. */
  @Column({
    type: 'text',
    name: 'phone_key',
    nullable: true,
    generatedType: 'STORED',
    asExpression: `ltrim(regexp_replace(replace(phone, '(0)', ''), '\\D', '', 'g'), '0')`,
    select: false,
    insert: false,
    update: false,
  })
  phoneKey?: string | null;

  /** When the data were erased, or the patient became part of another one; then no call returns the patient. */
  @Column({ type: 'timestamptz', name: 'erased_at', precision: 3, nullable: true, select: false })
  erasedAt?: Date | null;

  /** The patient, never a merged one itself, that this duplicate became part of. */
  @Column('uuid', { name: 'merged_into', nullable: true, select: false })
  mergedInto?: string | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt: Date;

  @Column({ type: 'timestamptz', name: 'updated_at', precision: 3, default: () => 'now()' })
  updatedAt: Date;
}
