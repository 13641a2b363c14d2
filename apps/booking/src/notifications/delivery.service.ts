import { Injectable } from '@nestjs/common';
import {
  type AppointmentUpdate,
  DeclaredError,
  type Notice,
  type notifications,
  type RpcReply,
  type UserCaller,
} from '@veza/contracts';
import type { Transaction } from '@veza/database';
import type { Member } from '../tenancy/access.js';
import { CabinetDatabase } from '../tenancy/cabinet-database.js';
import { notificationView } from './notifications.service.js';
import { NotificationsRepository } from './notifications.repository.js';

/** The appointment as the member may see it in the wire spelling of the nova edition, or undefined. */
export type AppointmentReader = (tx: Transaction, member: Member, id: string) => Promise<object | undefined>;

type Delivered = RpcReply<typeof notifications.deliver>['items'][number];

/**
 * What the sockets of members receive. It is read at the time of delivery, as the member: a member whose membership has
 * ended receives nothing, and no copy of an appointment is stored beside the appointment.
 */
@Injectable()
export class DeliveryService {
  private appointments: AppointmentReader = () => Promise.resolve(undefined);

  constructor(
    private readonly database: CabinetDatabase,
    private readonly notifications: NotificationsRepository,
  ) {}

  /** Sets the reader of appointments, which stand above this feature. */
  readsAppointments(reader: AppointmentReader): void {
    this.appointments = reader;
  }

  async deliver({ userIds, ...notice }: Notice): Promise<{ items: Delivered[] }> {
    const items: Delivered[] = [];
    for (const userId of userIds) items.push({ userId, ...(await this.asMember(userId, notice)) });
    return { items };
  }

  private async asMember(userId: number, notice: Omit<Notice, 'userIds'>): Promise<Omit<Delivered, 'userId'>> {
    try {
      return await this.database.inCabinet(memberCaller(userId, notice.cabinetId), async (tx, member) => {
        const found = await this.notifications.ofNotice(tx, member, notice.id);
        const appointment = notice.appointment && (await this.update(tx, member, notice.appointment));
        return { ...(appointment && { appointment }), ...(found && { notification: notificationView(found) }) };
      });
    } catch (error) {
      // The membership ended after the change.
      if (error instanceof DeclaredError && error.code === 'FORBIDDEN') return {};
      throw error;
    }
  }

  private async update(
    tx: Transaction,
    member: Member,
    { id, change }: NonNullable<Notice['appointment']>,
  ): Promise<AppointmentUpdate | undefined> {
    const appointment = await this.appointments(tx, member, id);
    return appointment && { ...appointment, id, cabinetId: member.cabinetId, change };
  }
}

const memberCaller = (userId: number, tenantId: string): UserCaller => ({
  kind: 'user',
  userId,
  tenantId,
  role: 'user',
  sessionId: 'delivery',
});
