import { expect } from '@jest/globals';
import { REDIS_USERS } from '@veza/testing';
import { journey } from '../../src/journey.js';

/** The entries of ACL LOG, each a list of names and values. */
const refusals = (log: unknown): string[] => (Array.isArray(log) ? log.map((entry) => JSON.stringify(entry)) : ['no log']);

journey('the rights of services in Redis', (step) => {
  step('no service was refused a command that it sent', async (system) => {
    expect(await system.inRedis(undefined, async (redis) => refusals(await redis.call('ACL', 'LOG')))).toEqual([]);
  });

  step('the worker, which runs programs over files of strangers, reaches nothing of other services', async (system) => {
    await system.inRedis('worker', async (redis) => {
      const others = [
        ['RPUSH', 'rpc:{booking}:q', '1 {}'],
        ['LPOP', 'rpc:{identity}:q'],
        ['XRANGE', 'events:{identity}', '-', '+'],
        ['GET', 'chat:known'],
        ['PUBLISH', 'identity:revocations', '{}'],
        ['SUBSCRIBE', 'chat:sanctions'],
      ];
      for (const [command = '', ...rest] of others) await expect(redis.call(command, ...rest)).rejects.toThrow(/NOPERM/);
    });
  });

  step('no service reads all keys, empties Redis, or changes it', async (system) => {
    const commands = [['KEYS', '*'], ['FLUSHALL'], ['CONFIG', 'GET', '*'], ['ACL', 'LIST'], ['MONITOR']];
    for (const user of REDIS_USERS)
      await system.inRedis(user, async (redis) => {
        for (const [command = '', ...rest] of commands) await expect(redis.call(command, ...rest)).rejects.toThrow(/NOPERM/);
      });
  });
});
