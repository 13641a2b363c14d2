import { randomUUID } from 'node:crypto';
import { Controller, type INestMicroservice } from '@nestjs/common';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DeclaredError, visits } from '@veza/contracts';
import { Rpc } from '@veza/transport';
import { type GatewaysUnderTest, startGateways } from './gateway-under-test.js';
import { startService } from './service-of-the-test.js';

/** Codes of one mailbox in an hour, from all networks (`mailbox-limits.ts`). */
const MOST_CODES = 20;
const heard = { codes: 0, tries: 0 };

@Controller()
class Visits {
  @Rpc(visits.requestCode)
  requestCode() {
    heard.codes += 1;
    return { requestId: randomUUID() };
  }

  @Rpc(visits.open)
  open() {
    heard.tries += 1;
    throw new DeclaredError('INVALID_CODE');
  }
}

let gateways: GatewaysUnderTest;
let service: INestMicroservice;
beforeAll(async () => {
  const strict = { LIMIT_MAIL_REQUESTS: '4', LIMIT_SIGNINS: '5' };
  gateways = await startGateways([{}, {}, strict]);
  const contracts = { requestCode: visits.requestCode, open: visits.open };
  service = await startService({ redisUrl: gateways.redis.url, service: 'booking', contracts, controller: Visits });
});
afterAll(async () => {
  await service?.close();
  await gateways?.stop();
});

const CABINETS = ['harmonie', 'souffle'];
const post = (gateway: number, address: string, path: string, body: object) =>
  gateways.http(gateway).post(`/api/book/${path}`).set('x-forwarded-for', address).send(body);

test('codes of booking pages fill no mailbox, whatever its aliases, the networks, the cabinets and the gateways', async () => {
  const request = (n: number, email: string) => post(n % 2, `198.51.${n}.7`, `${CABINETS[n % 2]}/codes`, { email });
  for (let n = 0; n < MOST_CODES; n += 1) await request(n, `rose+${n}@example.test`).expect(202);
  const refused = await request(MOST_CODES, 'rose@example.test').expect(429);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect(heard.codes).toBe(MOST_CODES);
  await request(MOST_CODES + 1, 'bela@example.test').expect(202);
});

test('a client gets 429 above its limit of codes for any mailboxes, and so does an IPv6 network', async () => {
  const request = (n: number) => post(2, `2001:db8:5::${n + 1}`, `${CABINETS[n % 2]}/codes`, { email: `${n}@example.test` });
  for (let n = 0; n < 4; n += 1) await request(n).expect(202);
  await request(4).expect(429);
});

test('a client gets 429 above its limit of tries, of any requests, and no further one reaches booking', async () => {
  const attempt = (n: number) =>
    post(2, '198.51.100.9', `${CABINETS[n % 2]}/visits`, { requestId: randomUUID(), code: '000000' });
  for (let n = 0; n < 5; n += 1) expect((await attempt(n).expect(400)).body.code).toBe('INVALID_CODE');
  await attempt(5).expect(429);
  expect(heard.tries).toBe(5);
});
