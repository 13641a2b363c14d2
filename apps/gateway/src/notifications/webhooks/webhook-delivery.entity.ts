import type { SentEvent, WireWebhookDelivery } from '@veza/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A message to a receiver; its id is the same in each try. */
@Entity('webhook_deliveries')
export class WebhookDelivery {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' })
  id: string;

  @Column('uuid', { name: 'webhook_id' })
  webhookId: string;

  @Column('text')
  event: SentEvent;

  /** Ids only. */
  @Column('jsonb', { select: false })
  data: Record<string, unknown>;

  @Column('text', { default: 'pending' })
  state: WireWebhookDelivery['state'];

  @Column('integer', { default: 0 })
  tries: number;

  @Column('integer', { nullable: true })
  status: number | null;

  /** Why the last try had no response. */
  @Column('text', { nullable: true })
  fault: WireWebhookDelivery['fault'];

  @Column('timestamptz', { name: 'next_try_at', default: () => 'now()' })
  nextTryAt: Date;

  /** While a replica sends it; another one takes it afterwards. */
  @Column('timestamptz', { name: 'leased_until', nullable: true, select: false })
  leasedUntil: Date | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;
}
