import { randomBytes } from 'node:crypto';
import { Controller, type INestMicroservice } from '@nestjs/common';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { calendarFeeds, DeclaredError, type RpcInput } from '@veza/contracts';
import { Input, Rpc } from '@veza/transport';
import { type GatewaysUnderTest, signUp, sharedGateways } from './gateway-under-test.js';
import { startService } from './service-of-the-test.js';

/** Reads of one feed in an hour. */
const MOST_READS = 120;
const feed = { calendar: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n', userId: 0, reads: 0 };

@Controller()
class Feeds {
  @Rpc(calendarFeeds.read)
  read(@Input() { token }: RpcInput<typeof calendarFeeds.read>) {
    feed.reads += 1;
    if (token.startsWith('revoked')) throw new DeclaredError('NOT_FOUND');
    return { calendar: feed.calendar, userId: feed.userId };
  }
}

let gateways: GatewaysUnderTest;
let service: INestMicroservice;
beforeAll(async () => {
  gateways = await sharedGateways();
  const contracts = { read: calendarFeeds.read };
  service = await startService({ redisUrl: gateways.redis.url, service: 'booking', contracts, controller: Feeds });
});
afterAll(async () => {
  await service?.close();
  await gateways?.stop();
});

const pathOf = (token: string) => `/api/calendar-feeds/${token}.ics`;
const newToken = () => randomBytes(32).toString('base64url');

test('a feed that has not changed is 304 by its ETag, at every gateway, and one that has changed is sent', async () => {
  const path = pathOf(newToken());
  const first = await gateways.http(0).get(path).expect(200);
  expect(first.headers['content-type']).toBe('text/calendar; charset=utf-8');
  const etag = String(first.headers['etag']);
  const again = await gateways.http(1).get(path).set('if-none-match', etag).expect(304);
  expect([again.text, again.headers['etag']]).toEqual(['', etag]);
  feed.calendar = feed.calendar.replace('END', 'X-CHANGED:1\r\nEND');
  const changed = await gateways.http(1).get(path).set('if-none-match', etag).expect(200);
  expect(changed.text).toBe(feed.calendar);
  expect(changed.headers['etag']).not.toBe(etag);
});

test('the feed of a banned account is as unknown as a revoked one, at every gateway, until the ban ends', async () => {
  const account = await signUp(gateways.http());
  feed.userId = account.id;
  const answerOf = async (token: string) => {
    const { status, body } = await gateways.http(1).get(pathOf(token));
    return { status, body: { ...body, requestId: '' } };
  };
  const ban = (until: string) => gateways.sql.query('UPDATE users SET banned_until = $2 WHERE id = $1', [account.id, until]);
  await ban('infinity');
  const banned = await answerOf(newToken());
  expect(banned).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
  expect(banned).toEqual(await answerOf(`revoked${newToken().slice(7)}`));
  await ban('2020-01-01');
  expect((await answerOf(newToken())).status).toBe(200);
});

test('a feed is read 120 times an hour at all gateways together, whether it exists or not, and other feeds go on', async () => {
  const [token, revoked] = [newToken(), `revoked${newToken().slice(7)}`];
  for (const [path, status] of [
    [pathOf(token), 200],
    [pathOf(revoked), 404],
  ] as const) {
    const answers = await Promise.all(Array.from({ length: MOST_READS }, (_, i) => gateways.http(i % 2).get(path)));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([status]));
    const before = feed.reads;
    const refused = await gateways.http(0).get(path).expect(429);
    expect([refused.body.code, Number(refused.headers['retry-after']) > 0]).toEqual(['RATE_LIMITED', true]);
    expect(feed.reads).toBe(before);
  }
  await gateways.http(1).get(pathOf(newToken())).expect(200);
});
