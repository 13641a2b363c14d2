import { rpc } from '@veza/contracts';
import type { Redis } from 'ioredis';
import { startProcess, type TestProcess } from '@veza/testing';
import { RpcClient, RpcServer, RpcWire, type RpcServerOptions } from '../src/index.js';
import { z } from 'zod';
import { KEYS } from './keys.js';

const Job = z.strictObject({ id: z.int(), ms: z.int().nonnegative().default(0) });
const Outcome = z.object({ id: z.int(), replica: z.string() });

/** A write and a read of a service that exists only in tests. */
export const work = {
  run: rpc('work.jobs.run', {
    permission: 'internal',
    summary: 'Does a job that takes a while.',
    request: Job,
    reply: Outcome,
    deadlineMs: 8_000,
  }),
  look: rpc('work.jobs.look', {
    permission: 'internal',
    summary: 'Does the same job, safe to repeat.',
    request: Job,
    reply: Outcome,
    deadlineMs: 8_000,
    idempotent: true,
  }),
};

/** A replica as a separate process, announced and ready. */
export async function replica(redisUrl: string, name: string, settings: Record<string, string> = {}): Promise<TestProcess> {
  const file = new URL('fixtures/replica.mjs', import.meta.url).pathname;
  const started = startProcess(file, { REDIS_URL: redisUrl, REPLICA: name, ...settings });
  await started.line('ready');
  return started;
}

/** A replica in this process. */
export async function listening(
  options: Omit<RpcServerOptions, 'service' | 'keys'>,
  handlers: (server: RpcServer) => void,
): Promise<RpcServer> {
  const server = new RpcServer({ service: 'work', keys: KEYS, ...options });
  handlers(server);
  await new Promise<void>((resolve, reject) => void server.listen((error) => (error ? reject(error) : resolve())));
  return server;
}

/** A client of the service. */
export function clientOf(redisUrl: string): { rpc: RpcClient; wire: RpcWire } {
  const wire = new RpcWire(redisUrl, 'test', KEYS);
  return { rpc: new RpcClient(wire), wire };
}

/** Number of starts of each job. */
export async function begun(redis: Redis): Promise<number[]> {
  return Object.values(await redis.hgetall('begun')).map(Number);
}

/** The codes (or `OK`) of many calls, counted. */
export async function outcomes(calls: readonly Promise<unknown>[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const settled of await Promise.allSettled(calls)) {
    const name = settled.status === 'fulfilled' ? 'OK' : String((settled.reason as { code?: string }).code);
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
