import { join } from 'node:path';
import { ROOT } from '../workspace/paths.mjs';
import { checkGivenPostgres } from './given/postgres.mjs';
import { checkGivenRedis } from './given/redis.mjs';
import { SERVICES } from './options.mjs';
import { Ports } from './ports.mjs';
import { SERVER_PLANS } from './topology.mjs';

/**
 * One process of the platform.
 *
 * @typedef {{ name: string, service: import('./options.mjs').ServiceName, script: string, opsPort: number, ports: number[], env: Record<string, string> }} Planned
 */

/**
 * env: what all processes share.
 *
 * @typedef {{ servers: import('./topology.mjs').ServerPlan, processes: Planned[], env: Record<string, string>, httpPort: number }} Plan
 */

const OPS_OFFSET = { gateway: 0, chat: 1, media: 2, worker: 3, catalog: 4, booking: 5, community: 6 };

/**
 * Plans all processes and their ports, and checks the ports and the given servers: before anything is installed or started.
 *
 * @param {import('./options.mjs').Options} options @returns {Promise<Plan>}
 */
export async function makePlan(options) {
  const [plan] = await Promise.all([planAll(options), checkGivenPostgres(), checkGivenRedis()]);
  return plan;
}

/** @param {import('./options.mjs').Options} options @returns {Promise<Plan>} */
async function planAll(options) {
  const ports = new Ports(options.portOffset, process.env.HOST?.trim() || '127.0.0.1');
  const servers = await SERVER_PLANS[options.topology](ports);
  /** @type {Planned[]} */
  const processes = [];
  for (const service of SERVICES) {
    for (let replica = 0; replica < options.replicas[service]; replica += 1)
      processes.push(await planOne(service, replica, ports));
  }
  const addresses = (/** @type {string} */ service, /** @type {string} */ variable) =>
    processes.filter((each) => each.service === service).map((each) => `http://127.0.0.1:${each.env[variable]}`);
  const httpPort = Number(processes[0]?.env.HTTP_PORT);
  const bytes = addresses('media', 'BYTES_PORT');
  // Behind another address, or with several replicas, the gateway passes the bytes of media on.
  const direct = process.env.PUBLIC_URL === undefined && bytes.length === 1 ? bytes[0] : undefined;
  const mediaUrl = process.env.MEDIA_PUBLIC_URL ?? direct;
  const env = {
    CHAT_URL: process.env.CHAT_URL ?? addresses('chat', 'WS_PORT').join(','),
    MEDIA_URL: process.env.MEDIA_URL ?? bytes.join(','),
    PUBLIC_URL: process.env.PUBLIC_URL ?? `http://localhost:${httpPort}`,
    WEB_DIR: process.env.WEB_DIR ?? join(ROOT, 'apps/web/dist'),
    ...(mediaUrl !== undefined && { MEDIA_PUBLIC_URL: mediaUrl }),
  };
  return { servers, processes, env, httpPort };
}

/** @param {import('./options.mjs').ServiceName} service @param {number} replica @param {Ports} ports @returns {Promise<Planned>} */
async function planOne(service, replica, ports) {
  const listeners = await listenersOf(service, replica, ports);
  const name = replica === 0 ? service : `${service}-${replica + 1}`;
  const opsPort = replica === 0 ? await ports.take('OPS_PORT', OPS_OFFSET[service], name) : await ports.free();
  const app = service === 'worker' ? 'media' : service;
  const script = join(ROOT, 'apps', app, 'dist', service === 'worker' ? 'worker.js' : 'main.js');
  return {
    name,
    service,
    script,
    opsPort,
    ports: Object.values(listeners),
    env: { OPS_PORT: String(opsPort), REPLICA: name, ...asText(listeners) },
  };
}

/** @param {import('./options.mjs').ServiceName} service @param {number} replica @param {Ports} ports @returns {Promise<Record<string, number>>} */
async function listenersOf(service, replica, ports) {
  if (service === 'gateway') return { HTTP_PORT: await ports.take('HTTP_PORT', replica) };
  if (service === 'media') return { BYTES_PORT: await ports.take('BYTES_PORT', replica) };
  if (service === 'chat')
    return { WS_PORT: await ports.take('WS_PORT', replica), WS_FLAT_PORT: await ports.take('WS_FLAT_PORT', replica) };
  return {};
}

/** @param {Record<string, number>} numbers @returns {Record<string, string>} */
function asText(numbers) {
  return Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, String(value)]));
}
