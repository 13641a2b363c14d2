import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A room or a device of a cabinet. */
@Entity('facilities')
export class Facility {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('uuid', { name: 'cabinet_id' })
  cabinetId: string;

  @Column('text')
  name: string;

  /** In the words of the cabinet; compared folded. */
  @Column('text')
  kind: string;

  @Column('boolean', { name: 'is_archived', default: false })
  isArchived: boolean;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt: Date;
}
