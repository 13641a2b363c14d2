import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A data key of a cabinet. The one with the greatest id seals; the others open what they have sealed. */
@Entity('cabinet_keys')
export class CabinetKey {
  @PrimaryColumn('uuid', { name: 'cabinet_id' })
  cabinetId: string;

  @PrimaryColumn('integer')
  id: number;

  /** Id of the master key that wrapped it. */
  @Column('text')
  master: string;

  @Column('bytea')
  wrapped: Buffer;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt: Date;
}
