import { createHash } from 'node:crypto';

/**
 * What a service does in Redis, by the names of queues, streams and channels: it serves the calls of `serves`, calls
 * `calls`, publishes the events of `publishes`, reads those of `reads`, and has `keys` and `channels` of its own.
 *
 * @typedef {{ serves?: string, calls: string[], publishes?: string, reads: string[], keys: string[], channels: string[] }} Rights
 */

/** Names of queues begin with that of their service: `booking`, `booking-imports`. @param {string} service */
const queuesOf = (service) => [`{${service}}:*`, `{${service}-*`];

/** @type {Record<import('./index.d.ts').RedisUser, Rights>} */
const RIGHTS = {
  gateway: {
    serves: 'identity',
    calls: ['chat', 'media', 'catalog', 'booking'],
    publishes: 'identity',
    reads: ['booking', 'catalog', 'chat', 'media'],
    keys: [],
    channels: ['identity:revocations'],
  },
  chat: {
    serves: 'chat',
    calls: ['identity', 'media', 'booking'],
    publishes: 'chat',
    reads: ['identity', 'booking', 'media'],
    keys: ['chat:*'],
    channels: ['chat:*', 'identity:revocations'],
  },
  media: {
    serves: 'media',
    calls: ['identity'],
    publishes: 'media',
    reads: ['identity', 'catalog'],
    keys: ['media:*', ...queuesOf('media')],
    channels: ['media:*'],
  },
  // Runs programs over files of strangers: it calls nothing, and no service calls it.
  worker: { calls: [], publishes: 'media', reads: [], keys: queuesOf('media'), channels: ['media:*'] },
  catalog: { serves: 'catalog', calls: ['media'], publishes: 'catalog', reads: ['identity'], keys: [], channels: [] },
  booking: {
    serves: 'booking',
    calls: ['identity'],
    publishes: 'booking',
    reads: ['identity'],
    keys: queuesOf('booking'),
    channels: [],
  },
};

/** Everything that clients of data need; INFO and ROLE are for the libraries, UNBLOCK ends the waiting of a stopping replica. */
const COMMANDS = '+@all -@admin -@dangerous +info +role +client|unblock';

/** @type {typeof import('./index.d.ts').REDIS_USERS} */
export const REDIS_USERS = Object.freeze(['gateway', 'chat', 'media', 'worker', 'catalog', 'booking']);

/** @type {typeof import('./index.d.ts').passwordsOf} */
export function passwordsOf(make) {
  const [gateway, chat, media] = [make('gateway'), make('chat'), make('media')];
  return { gateway, chat, media, worker: make('worker'), catalog: make('catalog'), booking: make('booking') };
}

/** @type {typeof import('./index.d.ts').redisUsers} */
export function redisUsers(passwords) {
  return REDIS_USERS.map((name) => {
    const { serves, calls, publishes, reads, keys, channels } = RIGHTS[name];
    const called = [serves, ...calls, ...reads].filter((each) => each !== undefined);
    const patterns = [
      ...new Set(called.map((service) => `~rpc:{${service}}:*`)),
      ...(publishes === undefined ? [] : [`~events:{${publishes}}`]),
      ...reads.map((source) => `%R~events:{${source}}`),
      ...keys.map((key) => `~${key}`),
      ...['r:*', ...channels].map((channel) => `&${channel}`),
    ];
    const digest = createHash('sha256').update(passwords[name]).digest('hex');
    return `user ${name} reset on #${digest} ${patterns.join(' ')} ${COMMANDS}`;
  });
}

/** @type {typeof import('./index.d.ts').redisUrlOf} */
export function redisUrlOf(url, user, password) {
  const its = new URL(url);
  its.username = user;
  its.password = password;
  return its.href;
}
