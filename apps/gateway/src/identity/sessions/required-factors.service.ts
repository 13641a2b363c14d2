import { Inject, Injectable } from '@nestjs/common';
import { booking, DeclaredError, type Role } from '@veza/contracts';
import { AppLogger, CONFIG } from '@veza/platform';
import { RpcClient } from '@veza/transport';
import type { GatewayConfig } from '../../config.js';
import type { User } from '../users/user.js';

/** A sign-in waits at most this long for booking. */
const DEADLINE_MS = 1_500;

type Person = Pick<User, 'id' | 'role' | 'secondFactor'>;

/** Whose role requires a second factor that the account does not have (SECOND_FACTOR_ROLES, decision 176). */
@Injectable()
export class RequiredFactorsService {
  /** Roles on the platform; the statement that opens a session compares them as well. */
  readonly roles: Role[];
  private readonly ofStaff: boolean;

  constructor(
    @Inject(CONFIG) { SECOND_FACTOR_ROLES }: GatewayConfig,
    private readonly rpc: RpcClient,
    private readonly logger: AppLogger,
  ) {
    this.roles = SECOND_FACTOR_ROLES.filter((role) => role !== 'practitioner');
    this.ofStaff = SECOND_FACTOR_ROLES.includes('practitioner');
  }

  /** At a sign-in. UNAVAILABLE while booking, which knows the staff of cabinets, does not reply. */
  async areMissing(user: Person): Promise<boolean> {
    if (user.secondFactor) return false;
    if (this.roles.includes(user.role)) return true;
    return this.ofStaff && this.isStaff(user);
  }

  /** At a refresh, for sessions from before the role or the switch. It works on while booking does not reply. */
  async endSessionOf(user: Person): Promise<boolean> {
    try {
      return await this.areMissing(user);
    } catch (cause) {
      this.logger.warn('A session is refreshed without a look at cabinets: booking did not reply', { userId: user.id, cause });
      return false;
    }
  }

  private async isStaff({ id: userId, role }: Person): Promise<boolean> {
    const caller = { kind: 'user', userId, sessionId: '', role } as const;
    try {
      const { items } = await this.rpc.call(booking.cabinets.memberships, {}, { caller, deadlineMs: DEADLINE_MS });
      return items.some((membership) => membership.role !== 'patient');
    } catch (cause) {
      throw new DeclaredError('UNAVAILABLE', { cause, retryAfter: 2 });
    }
  }
}
