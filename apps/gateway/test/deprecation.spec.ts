import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Controller, Module } from '@nestjs/common';
import { DeclaredError, http } from '@veza/contracts';
import { z } from 'zod';
import { linkedPage, Route } from '../src/edge/index.js';
import { type GatewaysUnderTest, startGateways } from './gateway-under-test.js';

const ends = {
  id: 'getEnding',
  permission: 'identity.health.get',
  tag: 'Platform',
  summary: 'Get what ends',
  access: 'none',
  success: [{ status: 200, description: 'The list.', body: z.array(z.int()) }],
  deprecated: { from: '2026-12-01', until: '2027-06-01', successor: 'getHealth' },
} as const;
const list = http('GET', '/ending', ends);
const failing = http('GET', '/ending-with-an-error', { ...ends, id: 'getFailing', errors: ['NOT_FOUND'] });

@Controller()
class EndingController {
  @Route(list)
  list() {
    return linkedPage([1], { limit: 1 }, { before: 1 });
  }

  @Route(failing)
  fail() {
    throw new DeclaredError('NOT_FOUND');
  }
}

@Module({ controllers: [EndingController] })
class EndingModule {}

let gateways: GatewaysUnderTest;
beforeAll(async () => {
  gateways = await startGateways([{}], [EndingModule]);
});
afterAll(() => gateways?.stop());

const LINK = '</docs/guides/versions>; rel="deprecation", </docs#getHealth>; rel="successor-version"';

test('a call that ends says so in its responses and its errors, beside the link of its list', async () => {
  const { headers } = await gateways.http().get('/api/v1/ending').expect(200);
  expect(headers).toMatchObject({ deprecation: '@1796083200', sunset: 'Tue, 01 Jun 2027 00:00:00 GMT' });
  expect(headers['link']).toBe(`<?limit=1&before=1>; rel="next", ${LINK}`);
  const refused = await gateways.http().get('/api/v1/ending-with-an-error').expect(404);
  expect(refused.headers).toMatchObject({ deprecation: '@1796083200', link: LINK });
});

test('a call that stays has none of these headers', async () => {
  const { headers } = await gateways.http().get('/healthz').expect(200);
  expect([headers['deprecation'], headers['sunset']]).toEqual([undefined, undefined]);
});
