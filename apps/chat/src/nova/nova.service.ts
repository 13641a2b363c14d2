import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { booking, DeclaredError, type UserCaller } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { RoomBus } from '../bus/room-bus.js';
import type { Connection } from '../connections/connection.js';
import { Connections } from '../connections/connections.js';
import type { CabinetEvent } from '../protocol/outgoing.types.js';

const CHANNEL = 'chat:nova';

/** Who is told, and what. Booking, which keeps the cabinets apart, says whom it concerns. */
export interface CabinetNotice {
  readonly userIds: readonly number[];
  readonly event: CabinetEvent;
}

/**
 * What a cabinet's people are told while they are connected: at most once, since every notification and appointment is in
 * booking's lists too. A connection that named a cabinet hears of that one only.
 */
@Injectable()
export class NovaService implements OnApplicationBootstrap {
  constructor(
    private readonly bus: RoomBus,
    private readonly connections: Connections,
    private readonly rpc: RpcClient,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.bus.subscribe(CHANNEL, (text) => this.deliver(JSON.parse(text) as CabinetNotice));
  }

  /** Throws FORBIDDEN for the cabinet of others. */
  async requireMembership(cabinetId: string, caller: UserCaller): Promise<void> {
    const { items } = await this.rpc.call(booking.cabinets.memberships, {}, { caller });
    if (!items.some((each) => each.cabinetId === cabinetId))
      throw new DeclaredError('FORBIDDEN', { message: 'You do not belong to this cabinet' });
  }

  /** On every replica, this one included, which hears its own words too. */
  publish(notice: CabinetNotice): void {
    this.bus.publish(CHANNEL, JSON.stringify(notice));
  }

  private deliver({ userIds, event }: CabinetNotice): void {
    for (const userId of userIds)
      for (const connection of this.connections.ofUser(userId)) if (receives(connection, event)) connection.reply(event);
  }
}

const receives = ({ cabinetId }: Connection, news: CabinetEvent): boolean =>
  cabinetId === undefined || cabinetId === news.cabinetId;
