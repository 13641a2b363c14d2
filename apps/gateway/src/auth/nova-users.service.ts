import { Injectable } from '@nestjs/common';
import { booking, type Membership, type NovaUser, type UserCaller } from '@veza/contracts';
import { AppLogger } from '@veza/platform';
import { RpcClient } from '@veza/transport';
import type { User } from '../users/user.js';
import { novaUser } from './nova-auth.presenter.js';

/** Signing in does not wait longer than this for booking. */
const DEADLINE_MS = 1_500;

/** People as the nova edition shows them: with the cabinet that they joined first, and their role there. */
@Injectable()
export class NovaUsersService {
  constructor(
    private readonly rpc: RpcClient,
    private readonly logger: AppLogger,
  ) {}

  async present(user: User, sessionId: string): Promise<NovaUser> {
    return novaUser(user, await this.membershipOf({ kind: 'user', userId: user.id, sessionId, role: user.role }));
  }

  /** Without booking one signs in all the same, and is a member of nothing until it is back. */
  private async membershipOf(caller: UserCaller): Promise<Membership | undefined> {
    try {
      const { items } = await this.rpc.call(booking.cabinets.memberships, {}, { caller, deadlineMs: DEADLINE_MS });
      return items[0];
    } catch (cause) {
      this.logger.warn('The cabinets of a person could not be asked', { userId: caller.userId, cause });
      return undefined;
    }
  }
}
