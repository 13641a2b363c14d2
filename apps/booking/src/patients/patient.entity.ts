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

  @Column('text')
  email: string;

  @Column('text', { nullable: true })
  phone: string | null;

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

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt: Date;

  @Column({ type: 'timestamptz', name: 'updated_at', precision: 3, default: () => 'now()' })
  updatedAt: Date;
}
