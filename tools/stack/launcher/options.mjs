import { parseArgs } from 'node:util';
import { SetupError } from '../../../libs/servers/src/setup-error.js';

export const USAGE = `npm start -- [options]
  --replicas chat=2,catalog=2   more than one of a service (gateway, chat, media, worker, catalog, booking, community)
  --topology plain|scaled       scaled: the engines of a larger installation (a Redis Cluster, a Postgres with a standby
                                behind PgBouncer, a bucket), and two of gateway, chat, worker and catalog
  --empty                       no demo data; there is none either when HOST is not loopback, or in production
  --env-out FILE                when ready, writes ports, pids and addresses as shell variables
  --watch                       builds again after each change of a source, and restarts the services that it changes
  --port-offset N               adds N to every default port
Ports and limits are variables: HTTP_PORT, WS_PORT, WS_FLAT_PORT, BYTES_PORT, OPS_PORT, and what docs/OPERATIONS.md lists.
DATABASE_URL and REDIS_URL name servers of your own.`;

export const SERVICES = /** @type {const} */ (['gateway', 'chat', 'media', 'worker', 'catalog', 'booking', 'community']);

/** How many of each service there are, unless --replicas names another number. */
const REPLICAS = {
  plain: { gateway: 1, chat: 1, media: 1, worker: 1, catalog: 1, booking: 1, community: 1 },
  scaled: { gateway: 2, chat: 2, media: 1, worker: 2, catalog: 2, booking: 1, community: 1 },
};

/**
 * @typedef {typeof SERVICES[number]} ServiceName
 * @typedef {keyof typeof REPLICAS} Topology
 * @typedef {{ topology: Topology, replicas: Record<ServiceName, number>, empty: boolean, envOut: string | undefined, portOffset: number, watch: boolean, help: boolean }} Options
 */

/** @param {string[]} args @returns {Options} */
export function readOptions(args) {
  const values = parse(args);
  const topology = readTopology(values.topology ?? 'plain');
  return {
    topology,
    replicas: readReplicas(values.replicas, REPLICAS[topology]),
    empty: values.empty ?? false,
    envOut: values['env-out'],
    portOffset: readNumber('--port-offset', values['port-offset'] ?? '0', 0, 50_000),
    watch: values.watch ?? false,
    help: values.help ?? false,
  };
}

/** @param {string[]} args */
function parse(args) {
  const text = /** @type {const} */ ({ type: 'string' });
  const flag = /** @type {const} */ ({ type: 'boolean' });
  try {
    const options = {
      topology: text,
      replicas: text,
      empty: flag,
      'env-out': text,
      'port-offset': text,
      watch: flag,
      help: flag,
    };
    return parseArgs({ args, options }).values;
  } catch (error) {
    throw new SetupError(
      `${error instanceof Error ? error.message.split('.')[0] : error}; run "npm start -- --help" for the options.`,
    );
  }
}

/** @param {string} text @returns {Topology} */
function readTopology(text) {
  if (text === 'plain' || text === 'scaled') return text;
  throw new SetupError(`--topology is "${text}": it must be plain or scaled.`);
}

/** @param {string | undefined} text @param {Record<ServiceName, number>} usual @returns {Record<ServiceName, number>} */
function readReplicas(text, usual) {
  const counts = { ...usual };
  for (const entry of text === undefined ? [] : text.split(',')) {
    const [name = '', count = ''] = entry.split('=');
    const known = SERVICES.find((service) => service === name.trim());
    if (!known) throw new SetupError(`--replicas: unknown service "${name}"; the services are ${SERVICES.join(', ')}.`);
    counts[known] = readNumber(`--replicas ${known}`, count, 1, 16);
  }
  return counts;
}

/** @param {string} name @param {string} text @param {number} min @param {number} max */
function readNumber(name, text, min, max) {
  const value = /^\d{1,6}$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (!(value >= min && value <= max)) throw new SetupError(`${name} is "${text}": it must be a number from ${min} to ${max}.`);
  return value;
}
