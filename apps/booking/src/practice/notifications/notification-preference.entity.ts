import type { MutableNotification } from '@veza/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The kinds that a member of a cabinet does not want. Without a row: none. */
@Entity('notification_preferences')
export class NotificationPreference {
  @PrimaryColumn('uuid', { name: 'cabinet_id' })
  cabinetId: string;

  @PrimaryColumn('integer', { name: 'user_id' })
  userId: number;

  @Column('text', { array: true })
  muted: MutableNotification[];
}
