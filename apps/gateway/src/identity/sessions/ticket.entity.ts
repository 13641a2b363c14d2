import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('tickets')
export class Ticket {
  /** SHA-256 of the ticket. */
  @PrimaryColumn('bytea')
  digest: Buffer;

  @Column('uuid', { name: 'session_id' })
  sessionId: string;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;
}
