// covers: k8s, libs/platform/src/metrics, libs/platform/src/health
// drill: heavy
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually, freePort } from '@veza/testing';
import { Alerts } from '../src/alerts.js';
import { makeSound } from '../src/sound.js';
import { TestSystem } from '../src/test-system.js';
import { signUp, type TestUser, word } from '../src/test-users.js';

/**
 * Each alert by the fault that it is for. Only promtool runs (tools/k8s/test/alerts.drill.ts) those whose fault is not made in
 * seconds: VezaPostgresFull and VezaMediaVolumeLow (volumes), VezaClockOffset, VezaGuesses (a watch of five minutes).
 */
const START_MS = 150_000;
const LONG = 30_000;
const EVERY = 80;
const WITHOUT_FAULT = ['VezaPostgresFull', 'VezaMediaVolumeLow', 'VezaClockOffset', 'VezaGuesses'];

let system: TestSystem;
let alerts: Alerts;
let user: TestUser;
const seen = new Set<string>();

beforeAll(async () => {
  const nowhere = `smtp://127.0.0.1:${await freePort()}`;
  system = await TestSystem.start({ ownPostgres: true, env: { SMTP_URL: nowhere } });
  user = await signUp(system, 'watched');
  alerts = await Alerts.watching(system);
  await alerts.scraped();
}, START_MS);
afterAll(async () => {
  await alerts?.stop();
  await system?.stop();
}, START_MS);

/** Waits until all of them fire, with whole sentences. */
async function fire(...names: string[]): Promise<void> {
  await eventually(
    `${names.join(', ')} to fire`,
    async () => {
      for (const [name, summary] of await alerts.firing()) {
        expect(summary).not.toMatch(/error|no value|<|%!/i);
        seen.add(name);
      }
      expect(names.filter((name) => !seen.has(name))).toEqual([]);
      return true;
    },
    { ms: LONG },
  );
}

/** A failure has the sentences of what still fires, which name the queue, the route or the process. */
const quiet = () =>
  eventually('no alert to fire', async () => expect([...(await alerts.firing())]).toEqual([]) === undefined, { ms: LONG });

test('a whole system has no alert', async () => {
  await quiet();
  expect(seen).toEqual(new Set());
});

test('work that stands still fires, and clears when it goes on', async () => {
  await system.service('media worker').stop();
  await system.service('catalog 2').kill();
  const path = join(system.workshop, 'tone.wav');
  await makeSound(path, 'wav', 1);
  const audio = new File([await readFile(path)], 'tone.wav', { type: 'audio/wav' });
  await user.client.uploadTrack({ body: { audio, title: word(), artist: 'Ada' } });
  await system.inRedis(undefined, (redis) => redis.rpush('rpc:{catalog}:q', 'of no service'));
  await system.database.query(`UPDATE identity.mails SET tries = 9, next_try_at = now()`);
  const reader = await system.database.hold(`SELECT 1 FROM chat.event_positions WHERE source = 'identity' FOR UPDATE`);
  await signUp(system, 'unread');
  await fire('VezaForeignMessages', 'VezaRowsGivenUp', 'VezaReplicaUnready', 'VezaEventsUnread');
  await system.database.query(`UPDATE identity.mails SET tries = 2, next_try_at = now() + interval '3 seconds'`);
  const mails = await system.database.hold('LOCK TABLE identity.mails IN SHARE ROW EXCLUSIVE MODE');
  await fire('VezaQueueLate', 'VezaTranscodingLate');
  await Promise.all([reader(), mails()]);
  await Promise.all(['media worker', 'catalog 2'].map((name) => system.begin(name)));
  await quiet();
});

test('a locked table is slow routes, calls without replies, waits for the pool and errors, and clears with the lock', async () => {
  const unlock = await system.database.hold('LOCK TABLE catalog.products IN ACCESS EXCLUSIVE MODE');
  // One call begins every 80 ms, whatever became of those before. Readers that wait for their answers fall into step with the
  // deadline of 5 s, which is the window of the short rules: the rates are then zero for a part of every window.
  const calls = new Set<Promise<unknown>>();
  const reading = setInterval(() => {
    const call = fetch(`${system.address}/api/v1/products`).then((response) => response.text());
    calls.add(call.catch(() => {}).finally(() => calls.delete(call)));
  }, EVERY);
  try {
    await fire('VezaRouteSlow', 'VezaCallsFail', 'VezaPoolWaits', 'VezaServerErrors');
  } finally {
    clearInterval(reading);
    await unlock();
    await Promise.all(calls);
  }
  await quiet();
});

test('an absent Redis fires, with the events that wait for it, and clears when it is back', async () => {
  await system.redis.kill();
  await signUp(system, 'unpublished');
  await fire('VezaRedisAway', 'VezaEventsUnpublished', 'VezaDependencyAway');
  await system.redis.start();
  await quiet();
});

test('every alert has fired, but those without a fault of seconds', async () => {
  expect([...seen, ...WITHOUT_FAULT].sort()).toEqual((await alerts.names()).sort());
});
