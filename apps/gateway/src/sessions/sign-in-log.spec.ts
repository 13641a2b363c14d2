import { expect, test } from '@jest/globals';
import { DeclaredError } from '@veza/contracts';
import { AppLogger } from '@veza/platform';
import { SignInLog } from './sign-in-log.js';

function logging() {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  const log = new SignInLog(new AppLogger({ service: 'identity', replica: 'one', level: 'info', destination }));
  return { log, last: (): Record<string, unknown> => JSON.parse(lines.at(-1) ?? '{}') };
}

test('a refused sign-in is a line with account, method and code, and without details', async () => {
  const { log, last } = logging();
  const refusal = new DeclaredError('SECOND_FACTOR_REQUIRED', { details: [{ field: 'ticket', message: 'a-secret-ticket' }] });
  await expect(log.during('password', 7, () => Promise.reject(refusal))).rejects.toBe(refusal);
  expect(last()).toMatchObject({ msg: 'Sign-in refused', account: 7, method: 'password', reason: 'SECOND_FACTOR_REQUIRED' });
  expect(JSON.stringify(last())).not.toContain('a-secret-ticket');
});

test('a sign-in to an unknown account names none, and a fault is INTERNAL', async () => {
  const { log, last } = logging();
  await expect(log.during('code by mail', undefined, () => Promise.reject(new Error('away')))).rejects.toThrow('away');
  expect([last().reason, 'account' in last()]).toEqual(['INTERNAL', false]);
});

test('a sign-in is a line with the session, and without tokens', async () => {
  const { log, last } = logging();
  const signedIn = { sessionId: 'the-session', accessToken: 'a-token', refreshToken: 'another' };
  expect(await log.during('second factor', 7, () => Promise.resolve(signedIn))).toBe(signedIn);
  expect(last()).toMatchObject({ msg: 'Signed in', account: 7, method: 'second factor', session: 'the-session' });
  expect(JSON.stringify(last())).not.toMatch(/a-token|another/);
});
