import { Injectable } from '@nestjs/common';
import {
  type AppointmentUpdate,
  DeclaredError,
  type Notice,
  type notifications,
  type RpcInput,
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

type Missed = RpcInput<typeof notifications.deliverMissed>;
type Reader = Omit<Missed, 'notices'> & { cabinetId: string };
type Announced = Missed['notices'][number];
type Delivered = Omit<RpcReply<typeof notifications.deliverMissed>['items'][number], 'id'>;

/**
 * What the sockets of members and of patients receive. It is read at the time of delivery, as the receiver: a former member
 * receives nothing, a patient what patients may see, and no copy of an appointment is stored beside the appointment.
 */
@Injectable()
export class DeliveryService {
  private appointments: AppointmentReader = () => Promise.resolve(undefined);
  private ownAppointments: AppointmentReader = () => Promise.resolve(undefined);

  constructor(
    private readonly database: CabinetDatabase,
    private readonly notifications: NotificationsRepository,
  ) {}

  /** Sets the reader of appointments, which stand above this feature. */
  readsAppointments(reader: AppointmentReader): void {
    this.appointments = reader;
  }

  /** Sets the reader for patients, who see no table of the cabinet. */
  readsOwnAppointments(reader: AppointmentReader): void {
    this.ownAppointments = reader;
  }

  async deliver({
    userIds,
    language,
    ...notice
  }: RpcInput<typeof notifications.deliver>): Promise<RpcReply<typeof notifications.deliver>> {
    const items = [];
    for (const userId of userIds) {
      const found = await this.asMember({ userId, cabinetId: notice.cabinetId, language }, [notice]);
      items.push({ userId, ...found.get(notice.id) });
    }
    return { items };
  }

  async deliverMissed({ notices, ...reader }: Missed): Promise<RpcReply<typeof notifications.deliverMissed>> {
    const found = new Map<string, Delivered>();
    for (const cabinetId of new Set(notices.map((notice) => notice.cabinetId))) {
      const here = notices.filter((notice) => notice.cabinetId === cabinetId);
      for (const [id, delivered] of await this.asMember({ ...reader, cabinetId }, here)) found.set(id, delivered);
    }
    return { items: notices.map(({ id }) => ({ id, ...found.get(id) })) };
  }

  /** By the id of the notice; nothing if the membership ended after the changes. */
  private async asMember(
    { userId, cabinetId, language }: Reader,
    notices: readonly Announced[],
  ): Promise<Map<string, Delivered>> {
    try {
      return await this.database.asReader(userCaller(userId, cabinetId), async (tx, member) => {
        const rows = await this.notifications.ofNotices(
          tx,
          member,
          notices.map(({ id }) => id),
        );
        const delivered = new Map<string, Delivered>();
        for (const notice of notices) {
          const row = rows.find(({ noticeId }) => noticeId === notice.id);
          const appointment = notice.appointment && (await this.update(tx, member, notice.appointment));
          delivered.set(notice.id, {
            ...(appointment && { appointment }),
            ...(row && { notification: notificationView(row, language) }),
          });
        }
        return delivered;
      });
    } catch (error) {
      if (error instanceof DeclaredError && error.code === 'FORBIDDEN') return new Map();
      throw error;
    }
  }

  private async update(
    tx: Transaction,
    member: Member,
    { id, change }: NonNullable<Notice['appointment']>,
  ): Promise<AppointmentUpdate | undefined> {
    const read = member.role === 'patient' ? this.ownAppointments : this.appointments;
    const appointment = await read(tx, member, id);
    return appointment && { ...appointment, id, cabinetId: member.cabinetId, change };
  }
}

const userCaller = (userId: number, tenantId: string): UserCaller => ({
  kind: 'user',
  userId,
  tenantId,
  role: 'user',
  sessionId: 'delivery',
});
