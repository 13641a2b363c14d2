import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import { Controller, Module } from '@nestjs/common';
import { http as route, identity } from '@veza/contracts';
import { eventually } from '@veza/testing';
import { RpcClient } from '@veza/transport';
import { z } from 'zod';
import { Route } from '../src/edge/index.js';
import { RevocationsService } from '../src/identity/sessions/revocations.service.js';
import { SessionsRepository } from '../src/identity/sessions/sessions.repository.js';
import { signUp, startGateways, type GatewaysUnderTest } from './gateway-under-test.js';

const AHEAD_MS = 20 * 60_000;

/** From now on the wall clock of this process, and so of the gateway, is wrong. */
function jump(): void {
  const right = Date.now;
  jest.spyOn(Date, 'now').mockImplementation(() => right() + AHEAD_MS);
}

const jumping = route('GET', '/jumping', {
  id: 'getJumping',
  permission: 'identity.health.get',
  tag: 'Platform',
  summary: 'Call a service after the clock has jumped',
  access: 'none',
  success: [{ status: 200, description: 'Users', body: z.object({ users: z.array(z.unknown()) }) }],
});

@Controller()
class JumpingController {
  constructor(private readonly rpc: RpcClient) {}

  @Route(jumping)
  run() {
    jump();
    return this.rpc.call(identity.users.byIds, { ids: [1] });
  }
}

@Module({ controllers: [JumpingController] })
class JumpingModule {}

let gateways: GatewaysUnderTest;
beforeAll(async () => (gateways = await startGateways([{}], [JumpingModule])));
afterAll(() => gateways?.stop());
afterEach(() => void jest.restoreAllMocks());

test('a clock that jumps makes no session unknown', async () => {
  const revocations = gateways.app.get(RevocationsService);
  expect(revocations.isRevoked('a session')).toBe(false);
  jump();
  expect(revocations.isRevoked('a session')).toBe(false);
});

test('a session that ended stays ended, whatever the clock of a gateway does meanwhile', async () => {
  const { accessToken } = await signUp(gateways.http());
  const bearer = { authorization: `Bearer ${accessToken}` };
  await gateways.http().post('/logout').set(bearer).expect(204);
  await gateways.http().get('/users/me').set(bearer).expect(401);
  const reads = jest.spyOn(gateways.app.get(SessionsRepository), 'revocationsAfter');
  const twoReads = () => {
    const { length } = reads.mock.calls;
    return eventually('two reads of revocations', () => reads.mock.calls.length >= length + 2);
  };
  await twoReads();
  jump();
  await twoReads();
  jest.restoreAllMocks();
  await gateways.http().get('/users/me').set(bearer).expect(401);
});

test('a clock that jumps during a request ends none of its calls', async () => {
  const { body } = await gateways.http().get('/api/v1/jumping').expect(200);
  expect(body.users).toHaveLength(1);
});
