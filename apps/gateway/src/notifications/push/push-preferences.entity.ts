import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Of users who changed them. */
@Entity('push_preferences')
export class PushPreferences {
  @PrimaryColumn('integer', { name: 'user_id' })
  userId: number;

  @Column('boolean')
  mentions: boolean;

  @Column('boolean', { name: 'direct_messages' })
  directMessages: boolean;

  @Column('boolean')
  bookings: boolean;
}
