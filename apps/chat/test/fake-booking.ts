import { Controller } from '@nestjs/common';
import {
  booking,
  type Caller,
  DeclaredError,
  type MailLanguage,
  type Membership,
  type Notice,
  practitionerEvents,
  type RealtimeNotification,
  type RpcInput,
  type RpcReply,
} from '@veza/contracts';
import { Database } from '@veza/database';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import type { RunningChat } from '../src/chat.js';
import { NovaController } from '../src/nova/nova.controller.js';

export const notification: RealtimeNotification = {
  id: '1',
  type: 'appointment',
  priority: 'medium',
  title: 'A new appointment',
  message: 'On Monday at nine',
  timestamp: '2026-11-20T10:00:00.000Z',
  read: false,
};

/** Stands in for the booking service, which stores the members of cabinets and what they are notified of. */
@Controller()
export class FakeBooking {
  readonly members = new Map<number, string[]>();
  away = false;
  /** The next deliveries fail. */
  failures = 0;

  @Rpc(booking.cabinets.memberships)
  memberships(@CurrentCaller() caller: Caller): { items: Membership[] } {
    if (this.away || caller.kind !== 'user') throw new DeclaredError('UNAVAILABLE');
    const cabinets = this.members.get(caller.userId) ?? [];
    return { items: cabinets.map((cabinetId) => ({ cabinetId, role: 'practitioner', createdAt: new Date().toISOString() })) };
  }

  @Rpc(booking.notifications.deliver)
  deliver(
    @Input() { userIds, language, ...notice }: RpcInput<typeof booking.notifications.deliver>,
  ): RpcReply<typeof booking.notifications.deliver> {
    this.mayFail();
    const members = userIds.filter((userId) => this.members.get(userId)?.includes(notice.cabinetId));
    return { items: members.map((userId) => ({ userId, ...delivered(notice, language) })) };
  }

  @Rpc(booking.notifications.deliverMissed)
  deliverMissed(@Input() { userId, language, notices }: RpcInput<typeof booking.notifications.deliverMissed>) {
    this.mayFail();
    const isMember = (cabinetId: string) => this.members.get(userId)?.includes(cabinetId);
    return {
      items: notices.map((notice) => ({ id: notice.id, ...(isMember(notice.cabinetId) && delivered(notice, language)) })),
    };
  }

  private mayFail(): void {
    if (this.failures <= 0) return;
    this.failures -= 1;
    throw new DeclaredError('UNAVAILABLE');
  }
}

const delivered = ({ id, cabinetId, appointment }: Omit<Notice, 'userIds'>, language: MailLanguage) => ({
  notification: { ...notification, id, ...(language === 'fr' && { title: 'Un nouveau rendez-vous' }) },
  ...(appointment && { appointment: { ...appointment, cabinetId, status: 'confirmed' } }),
});

/** Delivers `booking.notifications.recorded` to a replica, as the consumer of events does. */
export const record = ({ app }: RunningChat, notice: Notice): Promise<void> =>
  app.get(Database).transaction((tx) => app.get(NovaController).recorded(notice, { ...RECORDED, tx }));
const RECORDED = {
  source: 'booking',
  position: 1,
  name: 'booking.notifications.recorded',
  createdAt: '2026-11-20T10:00:00.000Z',
};

/** Delivers the event that booking publishes when a membership has ended. */
export async function dismiss({ app }: RunningChat, membership: { cabinetId: string; userId: number }): Promise<void> {
  const createdAt = new Date().toISOString();
  await app.get(Database).transaction(async (tx) => {
    const facts = { source: 'booking', position: 1, name: practitionerEvents.dismissed.name, createdAt, tx };
    await app.get(NovaController).dismissed(membership, facts);
  });
}
