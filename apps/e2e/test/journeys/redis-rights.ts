import { expect } from '@jest/globals';
import { REDIS_USERS, type RedisUser } from '@veza/testing';
import { journey } from '../../src/journey.js';

type Command = readonly [string, ...string[]];

/** The entries of ACL LOG, each a list of names and values. */
const refusals = (log: unknown): string[] => (Array.isArray(log) ? log.map((entry) => JSON.stringify(entry)) : ['no log']);

/** The name of a service in calls and events. */
const named = (user: RedisUser) => (user === 'gateway' ? 'identity' : user);
const SERVICES = REDIS_USERS.filter((user) => user !== 'worker').map(named);
const CALLS: Record<RedisUser, readonly string[]> = {
  gateway: ['chat', 'media', 'catalog', 'booking', 'community'],
  chat: ['identity', 'media', 'booking', 'community'],
  media: ['identity', 'catalog'],
  worker: [],
  catalog: ['identity', 'media'],
  booking: ['identity'],
  community: ['identity', 'chat', 'media', 'catalog', 'booking'],
};
/** Keys and channels that belong to one service. */
const OWN: Record<string, { keys: readonly string[]; channels: readonly string[] }> = {
  chat: { keys: ['chat:known', 'chat:sockets:1'], channels: ['chat:sanctions'] },
  media: { keys: ['{media}:transcode:wait', '{media-previews}:wait'], channels: ['media:progress'] },
};
const isOwn = (user: RedisUser, service: string) => named(user) === service || (user === 'worker' && service === 'media');

/** What no service may do: list, empty or stop what all have. */
const FOR_NOBODY: readonly Command[] = [
  ['KEYS', '*'],
  ['SCAN', '0'],
  ['RANDOMKEY'],
  ['DBSIZE'],
  ['FLUSHALL'],
  ['FLUSHDB'],
  ['CONFIG', 'GET', '*'],
  ['ACL', 'LIST'],
  ['MONITOR'],
  ['CLIENT', 'LIST'],
  ['PUBSUB', 'CHANNELS', '*'],
  ['PUBSUB', 'SHARDCHANNELS', '*'],
  ['PSUBSCRIBE', '*'],
  ['PSUBSCRIBE', 'r:*'],
  ['SCRIPT', 'FLUSH'],
  ['SCRIPT', 'KILL'],
  ['FUNCTION', 'FLUSH'],
  ['FUNCTION', 'LIST'],
  ['FCALL', 'any', '0'],
  ['SWAPDB', '0', '1'],
  ['SHUTDOWN'],
];

/** What belongs to another service: its requests and replies, its events, its keys and channels. */
function ofOthers(user: RedisUser): Command[] {
  const others = SERVICES.filter((service) => named(user) !== service);
  return others.flatMap((service): Command[] => {
    const queue = `rpc:{${service}}:q`;
    const isCalled = CALLS[user].includes(service);
    // A service hears the channels of its callers, which it replies on: its replies are sealed.
    const isCaller = REDIS_USERS.some((each) => named(each) === service && CALLS[each].includes(named(user)));
    const { keys, channels } = isOwn(user, service) ? { keys: [], channels: [] } : (OWN[service] ?? { keys: [], channels: [] });
    return [
      ['LPOP', queue],
      ['LRANGE', queue, '0', '-1'],
      ['BLMPOP', '1', '1', queue, 'LEFT'],
      ['COPY', queue, `{${service}}:copy`],
      ['EVAL', 'return redis.call("LPOP", KEYS[1])', '1', queue],
      ['EVAL', 'return redis.call("LPOP", ARGV[1])', '0', queue],
      ['ZADD', `rpc:{${service}}:live`, '1', 'x'],
      ['SET', `rpc:{${service}}:bound`, '1'],
      ['XADD', `events:{${service}}`, '*', 'x', 'y'],
      ['DEL', `events:{${service}}`],
      ...(isCalled ? [] : [['RPUSH', queue, '1 {}'] as const, ['XRANGE', `events:{${service}}`, '-', '+'] as const]),
      ...(isCaller ? [] : [['SUBSCRIBE', `r:${service}:x`] as const, ['PUBLISH', `r:${service}:x`, '[]'] as const]),
      ...keys.flatMap((key): Command[] => [
        ['TYPE', key],
        ['GET', key],
        ['DEL', key],
        ['EVAL', 'return redis.call("DEL", ARGV[1])', '0', key],
      ]),
      ...channels.flatMap((channel): Command[] => [
        ['SUBSCRIBE', channel],
        ['SSUBSCRIBE', channel],
        ['PUBLISH', channel, '{}'],
      ]),
    ];
  });
}

journey('the rights of services in Redis', (step) => {
  step('no service was refused a command that it sent', async (system) => {
    expect(await system.inRedis(undefined, async (redis) => refusals(await redis.call('ACL', 'LOG')))).toEqual([]);
  });

  for (const user of REDIS_USERS)
    step(`the ${user} reaches nothing of other services, and lists, empties or changes nothing of all`, async (system) => {
      await system.inRedis(user, async (redis) => {
        const allowed: string[] = [];
        for (const [name, ...rest] of [...FOR_NOBODY, ...ofOthers(user)]) {
          const outcome = await redis.call(name, ...rest).then(() => 'allowed', String);
          if (!/NOPERM|can't access at least one of the keys/.test(outcome)) allowed.push([name, ...rest, outcome].join(' '));
        }
        expect(allowed).toEqual([]);
      });
    });

  step('the worker, which runs programs over files of strangers, reaches no call, reply and event at all', async (system) => {
    await system.inRedis('worker', async (redis) => {
      const others: Command[] = [
        ['RPUSH', 'rpc:{media}:q', '1 {}'],
        ['XADD', 'events:{media}', '*', 'x', 'y'],
        ['XRANGE', 'events:{media}', '-', '+'],
        ['SUBSCRIBE', 'r:media:x'],
        ['PUBLISH', 'r:media:x', '[]'],
        ['PUBLISH', 'identity:revocations', '{}'],
      ];
      for (const [name, ...rest] of others) await expect(redis.call(name, ...rest)).rejects.toThrow(/NOPERM/);
    });
  });
});
