import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { booking, type Caller, type CabinetRole, DeclaredError, rpcsOf } from '@veza/contracts';
import { AppLogger } from '@veza/platform';
import { CurrentCaller, Rpc, RpcServer, TransportModule } from '@veza/transport';
import { RPC_KEYS } from './gateway-under-test.js';

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
  const service = 'booking';
  @Module({
    imports: [TransportModule.forRoot({ service, redis: { rpc: redisUrl, events: redisUrl }, rpcKeys: RPC_KEYS })],
    controllers: [Cabinets],
  })
  class Service {}
  const logger = new AppLogger({ service, replica: 'test', level: 'silent' });
  const contracts = rpcsOf({ memberships: booking.cabinets.memberships });
  const strategy = new RpcServer({ service, redisUrl, keys: RPC_KEYS, contracts, logger });
  const app = await NestFactory.createMicroservice(Service, { strategy, logger: false });
  await app.listen();
  return { stop: () => app.close() };
}
