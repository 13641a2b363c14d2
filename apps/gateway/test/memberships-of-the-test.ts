import { Controller } from '@nestjs/common';
import { booking, type Caller, type CabinetRole, DeclaredError } from '@veza/contracts';
import { CurrentCaller, Rpc } from '@veza/transport';
import { startService } from './service-of-the-test.js';

/** Booking, as far as sign-ins ask it: the role of users in one cabinet. `stop` ends it. */
export async function startBooking(
  redisUrl: string,
  roles: ReadonlyMap<number, CabinetRole>,
): Promise<{ stop(): Promise<void> }> {
  @Controller()
  class Cabinets {
    @Rpc(booking.cabinets.memberships)
    memberships(@CurrentCaller() caller: Caller) {
      if (caller.kind !== 'user') throw new DeclaredError('UNAUTHENTICATED');
      const role = roles.get(caller.userId);
      const place = { cabinetId: '7d1f3c52-8a4b-4c6d-9e0f-1a2b3c4d5e6f', createdAt: new Date().toISOString() };
      return { items: role ? [{ ...place, role }] : [] };
    }
  }
  const contracts = { memberships: booking.cabinets.memberships };
  const app = await startService({ redisUrl, service: 'booking', contracts, controller: Cabinets });
  return { stop: () => app.close() };
}
