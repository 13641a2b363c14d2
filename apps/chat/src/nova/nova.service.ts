import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import {
  AppointmentUpdate,
  booking,
  DeclaredError,
  type EventPayload,
  parseJson,
  practitionerEvents,
  RealtimeNotification,
  type UserCaller,
} from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { z } from 'zod';
import { AppLogger, PubSub } from '@veza/platform';
import type { Connection } from '../connections/connection.js';
import { Connections } from '../connections/connections.js';
import type { CabinetEvent } from '../protocol/outgoing.types.js';

const CHANNEL = 'chat:nova';
const ENDED_CHANNEL = 'chat:nova:ended';

type EndedMembership = EventPayload<typeof practitionerEvents.dismissed>;

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
    private readonly logger: AppLogger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.bus.subscribe(CHANNEL, (text) => this.deliver(CabinetNotice.parse(parseJson(text))));
    await this.bus.subscribe(ENDED_CHANNEL, (text) => {
      this.checkAgain(practitionerEvents.dismissed.payload.parse(parseJson(text))).catch((cause: unknown) =>
        this.logger.error('The sockets of a former member could not be checked', { cause }),
      );
    });
  }

  /** Closes a connection that names a cabinet of which its user is no member. */
  async checkCabinet(connection: Connection): Promise<void> {
    const { cabinetId, identity } = connection;
    if (cabinetId === undefined || !identity) return;
    try {
      await this.requireMembership(cabinetId, identity.caller);
    } catch (error) {
      if (!(error instanceof DeclaredError)) throw error;
      connection.reply({ kind: 'fault', error });
      // docs/protocol, Close codes: "4403: account banned, or foreign cabinet".
      if (error.code === 'FORBIDDEN') connection.close(4403, 'foreign cabinet');
      else connection.close(1013, 'try again later');
    }
  }

  /** Every replica checks the open connections of the user again: the membership may have begun anew meanwhile. */
  endMembership(membership: EndedMembership): void {
    this.bus.publish(ENDED_CHANNEL, JSON.stringify(membership));
  }

  /** Publishes to every replica, this one included. */
  publish(notice: CabinetNotice): void {
    this.bus.publish(CHANNEL, JSON.stringify(notice));
  }

  private async checkAgain({ cabinetId, userId }: EndedMembership): Promise<void> {
    const named = [...this.connections.ofUser(userId)].filter((connection) => connection.cabinetId === cabinetId);
    await Promise.all(named.map((connection) => this.checkCabinet(connection)));
  }

  private async requireMembership(cabinetId: string, caller: UserCaller): Promise<void> {
    const { items } = await this.rpc.call(booking.cabinets.memberships, {}, { caller });
    if (!items.some((each) => each.cabinetId === cabinetId))
      throw new DeclaredError('FORBIDDEN', { message: 'You are not a member of this cabinet' });
  }

  private deliver({ userIds, event }: CabinetNotice): void {
    for (const userId of userIds)
      for (const connection of this.connections.ofUser(userId)) if (receives(connection, event)) connection.reply(event);
  }
}

const receives = ({ cabinetId }: Connection, event: CabinetEvent): boolean =>
  cabinetId === undefined || cabinetId === event.cabinetId;
