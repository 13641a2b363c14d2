import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  Catch,
  Controller,
  Module,
  UseFilters,
  UseGuards,
  UseInterceptors,
  type CallHandler,
  type CanActivate,
  type ExceptionFilter,
  type ExecutionContext,
  type INestMicroservice,
  type NestInterceptor,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, type MicroserviceOptions } from '@nestjs/microservices';
import { DeclaredError, rpc as contract, type Caller, type RpcInput } from '@veza/contracts';
import { testRedis, type RunningServer } from '@veza/testing';
import { CurrentCaller, Input, requestContext, Rpc, RpcClient, RpcContext, RpcServer, TransportModule } from '../src/index.js';
import { map, of, throwError, type Observable } from 'rxjs';
import { z } from 'zod';
import { KEYS } from './keys.js';

const Anything = {
  permission: 'internal',
  summary: '',
  request: z.strictObject({ n: z.int().default(4) }),
  reply: z.unknown(),
} as const;
const things = {
  mirror: contract('work.things.mirror', Anything),
  relayed: contract('work.things.relayed', Anything),
  guarded: contract('work.things.guarded', Anything),
  doubled: contract('work.things.doubled', Anything),
  filtered: contract('work.things.filtered', Anything),
  stream: contract('work.things.stream', Anything),
};
type Asked = RpcInput<typeof things.mirror>;

class AdminsOnly implements CanActivate {
  canActivate(host: ExecutionContext): boolean {
    const { caller } = host.switchToRpc().getContext<RpcContext>().request;
    return caller.kind === 'user' && caller.role === 'admin';
  }
}

class Double implements NestInterceptor {
  intercept(_host: ExecutionContext, next: CallHandler<number>): Observable<number> {
    return next.handle().pipe(map((value) => value * 2));
  }
}

@Catch(RangeError)
class RangeErrorFilter implements ExceptionFilter {
  catch(error: RangeError): Observable<never> {
    return throwError(() => new DeclaredError('CONFLICT', { message: error.message }));
  }
}

@Controller()
@UseFilters(RangeErrorFilter)
class ThingsController {
  constructor(private readonly client: RpcClient) {}

  @Rpc(things.mirror)
  mirror(@Input() input: Asked, @CurrentCaller() caller: Caller, @Ctx() context: RpcContext): unknown {
    const { requestId, traceparent, tracestate } = requestContext.get() ?? {};
    return { input, caller, subject: context.subject, requestId, traceparent, tracestate };
  }

  @Rpc(things.relayed)
  relayed(@Input() input: Asked): Promise<unknown> {
    return this.client.call(things.mirror, input);
  }

  @Rpc(things.guarded)
  @UseGuards(AdminsOnly)
  guarded(): string {
    return 'in';
  }

  @Rpc(things.doubled)
  @UseInterceptors(Double)
  doubled(@Input() { n }: Asked): number {
    return n;
  }

  @Rpc(things.filtered)
  filtered(@Input() { n }: Asked): never {
    throw n > 0 ? new RangeError('too far') : new Error('other');
  }

  @Rpc(things.stream)
  stream(): Observable<number> {
    return of(1, 2, 3);
  }
}

let server: RunningServer;
let app: INestMicroservice;
let client: RpcClient;
const handled: string[] = [];

beforeAll(async () => {
  server = await testRedis();
  @Module({
    imports: [TransportModule.forRoot({ service: 'work', redis: { rpc: server.url, events: server.url }, rpcKeys: KEYS })],
    controllers: [ThingsController],
  })
  class WorkModule {}
  const strategy = new RpcServer({
    service: 'work',
    redisUrl: server.url,
    keys: KEYS,
    contracts: Object.values(things),
    checkReplies: true,
    logger: { log: () => undefined, warn: () => undefined, error: () => undefined },
    onHandled: ({ subject, outcome }) => handled.push(`${subject} ${outcome}`),
  });
  app = await NestFactory.createMicroservice<MicroserviceOptions>(WorkModule, { strategy, logger: false });
  await app.listen();
  client = app.get(RpcClient);
});

afterAll(async () => {
  await app.close();
  await server.stop();
});

const admin: Caller = { kind: 'user', userId: 7, sessionId: 's', role: 'admin', tenantId: 't' };
const context = { requestId: 'r-1', caller: admin, traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`, tracestate: 'x=1' };

test('request id, trace, caller and defaults arrive, at the second hop too', async () => {
  const expected = { input: { n: 4 }, subject: 'work.things.mirror', ...context };
  expect(await requestContext.run(context, () => client.call(things.mirror, {}))).toEqual(expected);
  expect(await requestContext.run(context, () => client.call(things.relayed, {}))).toEqual(expected);
  expect(handled).toContain('work.things.relayed OK');
});

test('a call without a context is anonymous, with a new request id', async () => {
  expect(await client.call(things.mirror, {})).toMatchObject({
    caller: { kind: 'anonymous' },
    requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  expect(await client.call(things.mirror, {}, { caller: { kind: 'system' } })).toMatchObject({ caller: { kind: 'system' } });
});

test('guards, interceptors and filters of Nest work', async () => {
  expect(await client.call(things.guarded, {}, { caller: admin })).toBe('in');
  await expect(client.call(things.guarded, {})).rejects.toMatchObject({ code: 'FORBIDDEN' });
  expect(await client.call(things.doubled, { n: 21 })).toBe(42);
  await expect(client.call(things.filtered, { n: 1 })).rejects.toMatchObject({ code: 'CONFLICT', message: 'too far' });
  await expect(client.call(things.filtered, { n: 0 })).rejects.toMatchObject({ code: 'INTERNAL' });
});

test('the last value of a stream is the reply', async () => {
  expect(await client.call(things.stream, {})).toBe(3);
});

test('a service whose subjects have no handler, or two, does not start', async () => {
  const missing = contract('work.things.missing', Anything);
  const unready = new RpcServer({ service: 'work', redisUrl: server.url, keys: KEYS, contracts: [missing, things.mirror] });
  unready.addHandler(things.mirror.subject, () => Promise.resolve(1));
  unready.addHandler(things.mirror.subject, () => Promise.resolve(2));
  const answers: unknown[] = [];
  await unready.listen((error) => answers.push(error));
  expect(String(answers[0])).toBe(
    'Error: This service cannot start: no handler for work.things.missing; more than one handler for work.things.mirror.',
  );
});
