import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A browser that receives pushes. It ends with its session. */
@Entity('push_subscriptions')
export class PushSubscription {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' })
  id: string;

  @Column('integer', { name: 'user_id' })
  userId: number;

  @Column('uuid', { name: 'session_id' })
  sessionId: string;

  @Column('text')
  endpoint: string;

  /** Of the platform, with which the browser subscribed: a push service takes no other one. */
  @Column('text', { name: 'public_key', select: false })
  publicKey: string;

  @Column('text', { select: false })
  p256dh: string;

  @Column('text', { select: false })
  auth: string;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;
}
