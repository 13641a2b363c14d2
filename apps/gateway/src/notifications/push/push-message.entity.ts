import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PushData } from './push-data.js';

/** A push that waits; it is deleted when it was sent. */
@Entity('push_messages')
export class PushMessage {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' })
  id: string;

  @Column('uuid', { name: 'subscription_id' })
  subscriptionId: string;

  @Column('jsonb')
  data: PushData;

  @Column('integer', { default: 0 })
  tries: number;

  @Column('timestamptz', { name: 'next_try_at', default: () => 'now()' })
  nextTryAt: Date;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;
}
