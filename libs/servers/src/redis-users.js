import { createHash } from 'node:crypto';

/**
 * What a service does in Redis, by the names of queues, streams and channels: it serves the calls of `serves`, calls
 * `calls`, publishes the events of `publishes`, reads those of `reads`, and has `keys` and `channels` of its own.
 *
 * @typedef {{ serves?: string, calls: string[], publishes?: string, reads: string[], keys: string[], channels: string[] }} Rights
 */

/** Names of queues begin with that of their service: `media`, `media-previews`. @param {string} service */
const queuesOf = (service) => [`{${service}}:*`, `{${service}-*`];

/** @type {Record<import('./index.d.ts').RedisUser, Rights>} */
const RIGHTS = {
  gateway: {
    serves: 'identity',
    calls: ['chat', 'media', 'catalog', 'booking', 'community'],
    publishes: 'identity',
    reads: ['booking', 'catalog', 'chat', 'community', 'media'],
    keys: [],
    channels: ['identity:revocations'],
  },
  chat: {
    serves: 'chat',
    calls: ['identity', 'media', 'booking'],
    publishes: 'chat',
    reads: ['identity', 'booking', 'community', 'media'],
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
  // Runs programs over files of strangers: it calls nothing, no service calls it, and media publishes its events.
  worker: { calls: [], reads: [], keys: queuesOf('media'), channels: ['media:*'] },
  catalog: { serves: 'catalog', calls: ['media'], publishes: 'catalog', reads: ['identity'], keys: [], channels: [] },
  booking: {
    serves: 'booking',
    calls: ['identity'],
    publishes: 'booking',
    reads: ['identity'],
    keys: [],
    channels: [],
  },
  community: {
    serves: 'community',
    calls: ['chat', 'media', 'catalog', 'identity'],
    publishes: 'community',
    reads: ['identity', 'booking', 'chat', 'media', 'catalog'],
    keys: [],
    channels: [],
  },
};

/**
 * Everything that clients of data need; INFO and ROLE are for the libraries, UNBLOCK ends the waiting of a stopping replica.
 * What lists or empties across all services is refused: names of keys and channels, scripts of others, functions. EVAL
 * stays, since calls and queues are scripts: Redis checks each of their commands, but cannot limit how long they run.
 */
const COMMANDS = [
  '+@all -@admin -@dangerous +info +role +client|unblock',
  '-scan -randomkey -dbsize -psubscribe -pubsub +pubsub|numsub +pubsub|shardnumsub',
  '-script +script|load +script|exists -function -fcall -fcall_ro',
].join(' ');

/** The name of a service in calls and events, which is that of its schema. @param {string} user */
const nameOf = (user) => (user === 'gateway' ? 'identity' : user);

/** The sources whose events a service publishes or reads. @type {typeof import('./index.d.ts').eventSources} */
export const eventSources = (user) => [RIGHTS[user].publishes ?? [], RIGHTS[user].reads].flat();

/**
 * A caller adds to the list of requests and to that of cancelled ones, and reads which replicas are live: it can take no
 * request of another caller.
 *
 * @param {string} service
 */
const toCall = (service) => [
  `%W~rpc:{${service}}:q`,
  `%R~rpc:{${service}}:live`,
  `%R~rpc:{${service}}:bound`,
  `~rpc:{${service}}:cancelled`,
];

/** Reply channels begin with the name of the caller; a service publishes to those of its callers. @param {Rights} rights @param {string} name */
function replyChannels({ serves, calls, reads }, name) {
  const callers = Object.entries(RIGHTS).filter(
    ([, each]) => serves !== undefined && [...each.calls, ...each.reads].includes(serves),
  );
  const own = calls.length + reads.length > 0 ? [nameOf(name)] : [];
  return [...new Set([...own, ...callers.map(([caller]) => nameOf(caller))])].map((each) => `r:${each}:*`);
}

/** @type {typeof import('./index.d.ts').REDIS_USERS} */
export const REDIS_USERS = Object.freeze(['gateway', 'chat', 'media', 'worker', 'catalog', 'booking', 'community']);

/** @type {typeof import('./index.d.ts').passwordsOf} */
export function passwordsOf(make) {
  const [gateway, chat, media] = [make('gateway'), make('chat'), make('media')];
  const [worker, catalog, booking, community] = [make('worker'), make('catalog'), make('booking'), make('community')];
  return { gateway, chat, media, worker, catalog, booking, community };
}

/** @type {typeof import('./index.d.ts').redisUsers} */
export function redisUsers(passwords) {
  return REDIS_USERS.map((name) => {
    const rights = RIGHTS[name];
    const { serves, calls, publishes, reads, keys, channels } = rights;
    const called = [...new Set([...calls, ...reads])].filter((service) => service !== serves);
    const patterns = [
      ...(serves === undefined ? [] : [`~rpc:{${serves}}:*`]),
      ...called.flatMap(toCall),
      ...(publishes === undefined ? [] : [`~events:{${publishes}}`]),
      ...reads.map((source) => `%R~events:{${source}}`),
      ...keys.map((key) => `~${key}`),
      ...[...replyChannels(rights, name), ...channels].map((channel) => `&${channel}`),
    ];
    const digest = createHash('sha256').update(passwords[name]).digest('hex');
    return `user ${name} reset on #${digest} ${patterns.join(' ')} ${COMMANDS}`;
  });
}

/** @type {typeof import('./index.d.ts').redisUrlOf} */
export function redisUrlOf(url, user, password) {
  // Several hosts, as of a cluster, are no URL.
  return url.replace(/^([a-z-]+:\/\/)(?:[^@/]*@)?/, `$1${encodeURIComponent(user)}:${encodeURIComponent(password)}@`);
}
