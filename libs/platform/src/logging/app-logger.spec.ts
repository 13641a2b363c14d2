import { expect, test } from '@jest/globals';
import { requestContext } from '@veza/transport';
import { AppLogger } from './app-logger.js';

function logging(level = 'info') {
  const lines: string[] = [];
  const logger = new AppLogger({
    service: 'catalog',
    replica: 'one',
    level,
    destination: { write: (line) => void lines.push(line) },
  });
  return { logger, text: () => lines.join(''), last: (): Record<string, unknown> => JSON.parse(lines.at(-1) ?? '{}') };
}

test('a line has the sentence, its facts, the service, the replica and the request', () => {
  const { logger, last } = logging();
  const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
  const caller = { kind: 'user', userId: 7, sessionId: 's', role: 'user' } as const;
  requestContext.run({ requestId: 'r-1', caller, traceparent }, () => logger.warn('The relay fell behind', { behind: 1_200 }));
  expect(last()).toMatchObject({
    level: 'warn',
    service: 'catalog',
    replica: 'one',
    msg: 'The relay fell behind',
    behind: 1_200,
    requestId: 'r-1',
    traceId: 'a'.repeat(32),
    userId: 7,
  });
});

test('an error is logged with its stack and causes', () => {
  const { logger, last } = logging();
  logger.error('It failed', { cause: new Error('outer', { cause: new TypeError('inner') }) });
  expect(last()).toMatchObject({
    cause: {
      type: 'Error',
      message: 'outer',
      stack: expect.stringContaining('outer'),
      cause: { type: 'TypeError', message: 'inner' },
    },
  });
});

test('secrets are redacted at any depth', () => {
  const { logger, text } = logging();
  const secret = 'SESAME';
  const names = [
    'authorization',
    'cookie',
    'set-cookie',
    'token',
    'password',
    'secret',
    'refreshToken',
    'access_token',
    'otp',
    'ticket',
    'currentPassword',
    'x-veza-grant',
  ];
  for (const name of names) logger.log('A request', { request: { headers: [{ [name]: secret, [name.toUpperCase()]: secret }] } });
  logger.log(`GET /ws?token=${secret}&room=1 and /ws?room=1&ticket=${secret}&resume=${secret}`);
  logger.log('Connecting', { url: `postgres://veza:${secret}@localhost/veza`, at: `https://x/?access_token=${secret}` });
  logger.error('It failed', { cause: new Error(`cannot reach redis://:${secret}@localhost:6379`) });
  expect(text()).not.toContain(secret);
  expect(text()).toContain('room=1');
  expect(text()).toContain('postgres://veza:[hidden]@localhost/veza');
});

test('a text of a client makes no line of its own, in the sentence, the facts or their names', () => {
  const { logger, text, last } = logging();
  const forged = 'x\r\n{"level":"warn","msg":"Signed in"}\u2028\u001b[2K';
  logger.warn(forged, { [forged]: forged, cause: new Error(forged) });
  expect(text().trimEnd()).not.toMatch(/[\r\n\u001b]/);
  expect(last()).toMatchObject({ msg: forged, [forged]: forged });
});

test('a large object makes a bounded line', () => {
  const { logger, last, text } = logging();
  interface Chain {
    next?: Chain;
  }
  const ring: Chain = {};
  ring.next = ring;
  logger.log('A ring', { ring, bytes: Buffer.alloc(5_000_000), many: Array.from({ length: 10_000 }, (_, i) => i) });
  expect(text().length).toBeLessThan(2_000);
  expect(last()).toMatchObject({ bytes: '[5000000 bytes]' });
});

test("Nest's own calls are accepted, and its start-up lines are logged at debug", () => {
  const { logger, last, text } = logging();
  logger.log('AppModule dependencies initialized', 'InstanceLoader');
  logger.error(new Error('logged by startService'), 'ExceptionHandler');
  expect(text()).toBe('');
  logger.error('Failed', 'the stack', 'RpcHandler');
  expect(last()).toMatchObject({ msg: 'Failed', stack: 'the stack', context: 'RpcHandler' });
  logger.debug('unseen');
  expect(last()).toMatchObject({ msg: 'Failed' });
});
