import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { AppointmentUpdate, booking, DeclaredError, parseJson, RealtimeNotification, type UserCaller } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { z } from 'zod';
import { PubSub } from '@veza/platform';
import type { Connection } from '../connections/connection.js';
import { Connections } from '../connections/connections.js';
import type { CabinetEvent } from '../protocol/outgoing.types.js';

const CHANNEL = 'chat:nova';

/** An event and the users whom it concerns, as the booking service has determined them. */
const CabinetNotice = z.object({
  userIds: z.array(z.number()),
  event: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('notified'), cabinetId: z.string(), notification: RealtimeNotification }),
    z.object({ kind: z.literal('appointment'), cabinetId: z.string(), appointment: AppointmentUpdate }),
  ]) satisfies z.ZodType<CabinetEvent>,
});
export type CabinetNotice = z.output<typeof CabinetNotice>;

/**
 * Sends events of cabinets to their connected members, at most once: every notification and appointment can also be listed
 * in the booking service. A connection that named a cabinet gets the events of that one only.
 */
@Injectable()
export class NovaService implements OnApplicationBootstrap {
  constructor(
    private readonly bus: PubSub,
    private readonly connections: Connections,
    private readonly rpc: RpcClient,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.bus.subscribe(CHANNEL, (text) => this.deliver(CabinetNotice.parse(parseJson(text))));
  }

  /** Throws FORBIDDEN if the caller is not a member of the cabinet. */
  async requireMembership(cabinetId: string, caller: UserCaller): Promise<void> {
    const { items } = await this.rpc.call(booking.cabinets.memberships, {}, { caller });
    if (!items.some((each) => each.cabinetId === cabinetId))
      throw new DeclaredError('FORBIDDEN', { message: 'You are not a member of this cabinet' });
  }

  /** Publishes to every replica, this one included. */
  publish(notice: CabinetNotice): void {
    this.bus.publish(CHANNEL, JSON.stringify(notice));
  }

  private deliver({ userIds, event }: CabinetNotice): void {
    for (const userId of userIds)
      for (const connection of this.connections.ofUser(userId)) if (receives(connection, event)) connection.reply(event);
  }
}

const receives = ({ cabinetId }: Connection, event: CabinetEvent): boolean =>
  cabinetId === undefined || cabinetId === event.cabinetId;
