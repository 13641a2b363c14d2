import { providePgbouncer, provideSwift } from '../../../libs/servers/src/index.js';
import { STATE } from '../workspace/paths.mjs';
import { startPlain } from './backing.mjs';
import { givenPostgres } from './given/postgres.mjs';
import { givenRedis } from './given/redis.mjs';
import { localSecrets } from './local-secrets.mjs';
import { givenPort } from './ports.mjs';
import { chooseServerPorts, refuseGivenServers, startScaled } from './scaled/start.mjs';

/**
 * The servers behind the services: rows in the order of the table, programs that are fetched besides those of every start,
 * and the start.
 *
 * @typedef {{
 *   order: readonly string[], programs: readonly ((state: string, say: (text: string) => void) => Promise<unknown>)[],
 *   start: (servers: import('./servers.mjs').Servers) => Promise<import('./backing.mjs').Reached>,
 * }} ServerPlan
 */

/** Plans the servers and checks their ports. @type {Record<import('./options.mjs').Topology, (ports: import('./ports.mjs').Ports) => Promise<ServerPlan>>} */
export const SERVER_PLANS = {
  plain: async (ports) => {
    if (!givenPostgres()) await ports.check('POSTGRES_PORT');
    if (!givenRedis()) await ports.check('REDIS_PORT');
    return { order: ['postgres', 'redis'], programs: [], start: startPlain };
  },
  scaled: async (ports) => {
    refuseGivenServers(process.env);
    for (const variable of /** @type {const} */ (['POSTGRES_PORT', 'REDIS_PORT'])) await ports.check(variable);
    const chosen = await chooseServerPorts(async (variable) => (variable && givenPort(variable)) ?? ports.free());
    return {
      order: ['postgres', 'standby', 'pgbouncer', 'redis-cluster', 'redis-pubsub', 'redis-cache', 'swift'],
      programs: [providePgbouncer, provideSwift],
      start: (servers) => {
        const databaseSecret = process.env.DATABASE_SECRET || localSecrets().VEZA_SECRET;
        return startScaled({ servers, state: STATE }, { ports: chosen, databaseSecret });
      },
    };
  },
};
