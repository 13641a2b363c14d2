import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { booking, DeclaredError, type UserCaller } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { RoomBus } from '../bus/room-bus.js';
import type { Connection } from '../connections/connection.js';
import { Connections } from '../connections/connections.js';
import type { CabinetNews } from '../protocol/outgoing.js';

const CHANNEL = 'chat:nova';

/** Who is told, and what. Booking, which keeps the cabinets apart, says whom it concerns. */
export interface Told {
  readonly userIds: readonly number[];
  readonly news: CabinetNews;
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
    await this.bus.listen(CHANNEL, (text) => this.tellHere(JSON.parse(text) as Told));
  }

  /** Throws FORBIDDEN for the cabinet of others. */
  async enter(cabinetId: string, caller: UserCaller): Promise<void> {
    const { items } = await this.rpc.call(booking.cabinets.memberships, {}, { caller });
    if (!items.some((each) => each.cabinetId === cabinetId))
      throw new DeclaredError('FORBIDDEN', { message: 'You do not belong to this cabinet' });
  }

  /** On every replica, this one included, which hears its own words too. */
  tell(told: Told): void {
    this.bus.publish(CHANNEL, JSON.stringify(told));
  }

  private tellHere({ userIds, news }: Told): void {
    for (const userId of userIds)
      for (const connection of this.connections.ofUser(userId)) if (hears(connection, news)) connection.send(news);
  }
}

const hears = ({ cabinetId }: Connection, news: CabinetNews): boolean => cabinetId === undefined || cabinetId === news.cabinetId;
