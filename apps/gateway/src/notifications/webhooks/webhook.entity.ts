import type { WebhookEvent } from '@veza/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('webhooks')
export class Webhook {
  @PrimaryColumn('uuid')
  id: string;

  @Column('integer', { name: 'user_id' })
  userId: number;

  @Column('text')
  url: string;

  @Column('text', { array: true })
  events: WebhookEvent[];

  /** Sealed for its id, as is the earlier one. */
  @Column('bytea', { select: false })
  secret: Buffer;

  @Column('bytea', { name: 'earlier_secret', nullable: true, select: false })
  earlierSecret: Buffer | null;

  /** Until when messages are signed with the earlier secret as well. */
  @Column('timestamptz', { name: 'earlier_until', nullable: true, select: false })
  earlierUntil: Date | null;

  /** The first failure after the last success. */
  @Column('timestamptz', { name: 'failing_since', nullable: true })
  failingSince: Date | null;

  @Column('timestamptz', { name: 'disabled_at', nullable: true })
  disabledAt: Date | null;

  /** Events that were not kept for it, while too many others waited. */
  @Column('integer', { name: 'dropped_events', default: 0 })
  droppedEvents: number;

  /** When the first and the last of them happened. */
  @Column('timestamptz', { name: 'dropped_from', nullable: true })
  droppedFrom: Date | null;

  @Column('timestamptz', { name: 'dropped_to', nullable: true })
  droppedTo: Date | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;
}
