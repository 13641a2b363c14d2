import { Injectable } from '@nestjs/common';
import { booking, type Membership, type NovaUser, type UserCaller } from '@veza/contracts';
import { AppLogger } from '@veza/platform';
import { RpcClient } from '@veza/transport';
import type { User } from '../users/user.js';
import { novaUser } from './nova-auth.presenter.js';

/** A sign-in waits at most this long for booking. */
const DEADLINE_MS = 1_500;

/** Users as the nova edition shows them: with the first cabinet they joined, and their role in it. */
@Injectable()
export class NovaUsersService {
  constructor(
    private readonly rpc: RpcClient,
    private readonly logger: AppLogger,
  ) {}

  async present(user: User, sessionId: string): Promise<NovaUser> {
    return novaUser(user, await this.membershipOf({ kind: 'user', userId: user.id, sessionId, role: user.role }));
  }

  /** While booking is unavailable a user signs in without memberships. */
  private async membershipOf(caller: UserCaller): Promise<Membership | undefined> {
    try {
      const { items } = await this.rpc.call(booking.cabinets.memberships, {}, { caller, deadlineMs: DEADLINE_MS });
      return items[0];
    } catch (cause) {
      this.logger.warn('The cabinets of a user are unknown: booking did not reply', { userId: caller.userId, cause });
      return undefined;
    }
  }
}
