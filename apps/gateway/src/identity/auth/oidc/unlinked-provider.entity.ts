import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A provider whose account its owner has unlinked: an address links none of it again, a session does. */
@Entity('unlinked_providers')
export class UnlinkedProvider {
  @PrimaryColumn('integer', { name: 'user_id' })
  userId: number;

  @PrimaryColumn('text')
  issuer: string;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;
}
