import { Injectable } from '@nestjs/common';
import { booking, DeclaredError, type UserCaller } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import type { Connection } from '../connections/connection.js';

/** The memberships behind the connections of `nova.v1`. A connection that named a cabinet lives as long as its membership. */
@Injectable()
export class NovaService {
  constructor(private readonly rpc: RpcClient) {}

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

  private async requireMembership(cabinetId: string, caller: UserCaller): Promise<void> {
    const { items } = await this.rpc.call(booking.cabinets.memberships, {}, { caller });
    if (!items.some((each) => each.cabinetId === cabinetId))
      throw new DeclaredError('FORBIDDEN', { message: 'You are not a member of this cabinet' });
  }
}
