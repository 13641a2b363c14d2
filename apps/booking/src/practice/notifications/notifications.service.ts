import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  type Caller,
  DeclaredError,
  type MailLanguage,
  notificationEvents,
  type notifications,
  type NotificationPreferences,
  type RealtimeNotification,
  type RpcInput,
} from '@veza/contracts';
import type { Page, Transaction } from '@veza/database';
import { Outbox } from '@veza/transport';
import type { Member } from '../tenancy/access.js';
import { CabinetDatabase } from '../tenancy/cabinet-database.js';
import { noticeText } from './notice-words.js';
import { appointmentNotice, type ChangedAppointment, type NewNotice, reminderNotice } from './notices.js';
import type { Notification } from './notification.entity.js';
import { NotificationsRepository } from './notifications.repository.js';

const MUTABLE = ['appointment', 'patient', 'system', 'reminder'] as const;

@Injectable()
export class NotificationsService {
  constructor(
    private readonly database: CabinetDatabase,
    private readonly notifications: NotificationsRepository,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Records a change in its transaction: the rows of the people concerned, and the event by which their sockets receive
   * it. For the other features of this service; the member is the caller of the transaction.
   */
  async record(tx: Transaction, member: Member, notice: NewNotice): Promise<void> {
    const id = randomUUID();
    const concerned = await this.notifications.record(tx, member, id, notice);
    if (concerned.length === 0) return;
    const { cabinetId } = member;
    const { appointment } = notice;
    const userIds = concerned.map(({ userId }) => userId);
    const notifiedIds = concerned.filter(({ isNotified }) => isNotified).map(({ userId }) => userId);
    const recorded = { id, cabinetId, userIds, notifiedIds, ...(appointment && { appointment }) };
    await this.outbox.append(tx, notificationEvents.recorded, recorded);
  }

  /** `record` for a change of an appointment. */
  appointmentChanged(tx: Transaction, member: Member, changed: ChangedAppointment): Promise<void> {
    return this.record(tx, member, appointmentNotice(changed));
  }

  /** `record` for an appointment that begins soon. */
  appointmentSoon(tx: Transaction, member: Member, soon: Omit<ChangedAppointment, 'change'>): Promise<void> {
    return this.record(tx, member, reminderNotice(soon));
  }

  list(
    caller: Caller,
    { language, ...query }: RpcInput<typeof notifications.list>,
  ): Promise<Omit<Page<never>, 'rows'> & { items: RealtimeNotification[] }> {
    return this.database.asReader(caller, async (tx, member) => {
      const { rows, ...page } = await this.notifications.list(tx, member, query);
      return { items: rows.map((row) => notificationView(row, language)), ...page };
    });
  }

  /** NOT_FOUND for the notification of another member. */
  async read(caller: Caller, id: string): Promise<null> {
    return this.database.asReader(caller, async (tx, member) => {
      if (!(await this.notifications.read(tx, member, id))) throw new DeclaredError('NOT_FOUND');
      return null;
    });
  }

  async readAll(caller: Caller): Promise<null> {
    return this.database.asReader(caller, async (tx, member) => {
      await this.notifications.readAll(tx, member);
      return null;
    });
  }

  preferences(caller: Caller): Promise<NotificationPreferences> {
    return this.database.asReader(caller, (tx, member) => this.preferencesOf(tx, member));
  }

  prefer(caller: Caller, changes: Partial<NotificationPreferences>): Promise<NotificationPreferences> {
    return this.database.asReader(caller, async (tx, member) => {
      const wanted = { ...(await this.preferencesOf(tx, member)), ...changes };
      const muted = MUTABLE.filter((kind) => !wanted[kind]);
      await this.notifications.mute(tx, member, muted);
      return wanted;
    });
  }

  private async preferencesOf(tx: Transaction, member: Member): Promise<NotificationPreferences> {
    const muted = await this.notifications.muted(tx, member);
    const wants = (kind: (typeof MUTABLE)[number]) => !muted.includes(kind);
    return {
      appointment: wants('appointment'),
      patient: wants('patient'),
      system: wants('system'),
      reminder: wants('reminder'),
    };
  }
}

export const notificationView = (
  { id, type, priority, title, message, words, data, readAt, createdAt }: Notification,
  language: MailLanguage,
): RealtimeNotification => ({
  id,
  type,
  priority,
  ...(words ? noticeText(words, language) : { title, message }),
  data,
  timestamp: createdAt.toISOString(),
  read: readAt !== null,
});
