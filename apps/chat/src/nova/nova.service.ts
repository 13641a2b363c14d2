import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { booking, DeclaredError, type EventPayload, parseJson, practitionerEvents, type UserCaller } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { AppLogger, PubSub } from '@veza/platform';
import type { Connection } from '../connections/connection.js';
import { Connections } from '../connections/connections.js';

const ENDED_CHANNEL = 'chat:nova:ended';

type EndedMembership = EventPayload<typeof practitionerEvents.dismissed>;

/** The memberships behind the connections of `nova.v1`. A connection that named a cabinet lives as long as its membership. */
@Injectable()
export class NovaService implements OnApplicationBootstrap {
  constructor(
    private readonly bus: PubSub,
    private readonly connections: Connections,
    private readonly rpc: RpcClient,
    private readonly logger: AppLogger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
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

  private async checkAgain({ cabinetId, userId }: EndedMembership): Promise<void> {
    const named = [...this.connections.ofUser(userId)].filter((connection) => connection.cabinetId === cabinetId);
    await Promise.all(named.map((connection) => this.checkCabinet(connection)));
  }

  private async requireMembership(cabinetId: string, caller: UserCaller): Promise<void> {
    const { items } = await this.rpc.call(booking.cabinets.memberships, {}, { caller });
    if (!items.some((each) => each.cabinetId === cabinetId))
      throw new DeclaredError('FORBIDDEN', { message: 'You are not a member of this cabinet' });
  }
}
