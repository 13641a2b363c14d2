import { expect, test } from '@jest/globals';
import { DeclaredError } from '@veza/contracts';
import { Database } from '@veza/database';
import { AppLogger, Metrics } from '@veza/platform';
import { type Attempted, SignInEventsRepository } from '../sign-ins/sign-in-events.repository.js';
import { eventually } from '@veza/testing';
import { SignInLog } from './sign-in-log.js';

const CLIENT = { device: 'a phone', address: '203.0.113.7' };

function logging() {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  const stored: Attempted[] = [];
  class StoredEvents extends SignInEventsRepository {
    override addAttempts = async (attempts: readonly Attempted[]) => void stored.push(...attempts);
  }
  const logger = new AppLogger({ service: 'identity', replica: 'one', level: 'info', destination });
  const log = new SignInLog(logger, new Metrics(), new StoredEvents(Object.create(Database.prototype)));
  return { log, stored, last: (): Record<string, unknown> => JSON.parse(lines.at(-1) ?? '{}') };
}

test('a refused sign-in is a line with account, method and code, and without details', async () => {
  const { log, last, stored } = logging();
  const refusal = new DeclaredError('SECOND_FACTOR_REQUIRED', { details: [{ field: 'ticket', message: 'a-secret-ticket' }] });
  await expect(log.during('password', 7, CLIENT, () => Promise.reject(refusal))).rejects.toBe(refusal);
  expect(last()).toMatchObject({ msg: 'Sign-in refused', account: 7, method: 'password', reason: 'SECOND_FACTOR_REQUIRED' });
  expect(JSON.stringify(last())).not.toMatch(/a-secret-ticket|203/);
  const [attempt] = await eventually('the batch', () => stored.length > 0 && stored);
  expect(attempt).toEqual({
    userId: 7,
    kind: 'first-step',
    method: 'password',
    detail: 'SECOND_FACTOR_REQUIRED',
    device: 'a phone',
    network: '203.0.113',
  });
});

test('a sign-in to an unknown account names none, and a fault is INTERNAL', async () => {
  const { log, last } = logging();
  await expect(log.during('code', undefined, CLIENT, () => Promise.reject(new Error('away')))).rejects.toThrow('away');
  expect([last().reason, 'account' in last()]).toEqual(['INTERNAL', false]);
});

test('a sign-in is a line with the session, and without tokens', async () => {
  const { log, last } = logging();
  const signedIn = { sessionId: 'the-session', accessToken: 'a-token', refreshToken: 'another' };
  expect(await log.during('second-factor', 7, CLIENT, () => Promise.resolve(signedIn))).toBe(signedIn);
  expect(last()).toMatchObject({ msg: 'Signed in', account: 7, method: 'second-factor', session: 'the-session' });
  expect(JSON.stringify(last())).not.toMatch(/a-token|another/);
});
