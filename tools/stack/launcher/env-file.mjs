import { renameSync, writeFileSync } from 'node:fs';

/**
 * Writes the variables that scripts and the benchmarks read, whole or not at all: a script may wait for the file to appear.
 * It holds the database's password, so it is for its owner alone.
 *
 * @param {string} file @param {Record<string, string>} variables
 */
export function writeEnvFile(file, variables) {
  const lines = Object.entries(variables).map(([name, value]) => `export ${name}='${value.replaceAll("'", `'\\''`)}'\n`);
  writeFileSync(`${file}.new`, lines.join(''), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/**
 * @param {{ services: import('./service.mjs').Service[], servers: import('./servers.mjs').Servers, owner: import('./backing.mjs').OwnerVariables, httpPort: number }} stack
 * @returns {Record<string, string>}
 */
export function variablesOf({ services, servers, owner, httpPort }) {
  const of = (/** @type {string} */ name) => services.filter(({ plan }) => plan.service === name);
  const pids = (/** @type {string} */ name) =>
    of(name)
      .map(({ pid }) => pid)
      .join(',');
  const sockets = (/** @type {string} */ variable) =>
    of('chat')
      .map(({ plan }) => `ws://localhost:${plan.env[variable]}/ws`)
      .join(',');
  const [chat] = of('chat');
  return {
    VEZA_REST_URL: `http://localhost:${httpPort}`,
    VEZA_WS_URLS: sockets('WS_PORT'),
    VEZA_WS_FLAT_URLS: sockets('WS_FLAT_PORT'),
    VEZA_OPS_URLS: services.map(({ plan }) => `http://127.0.0.1:${plan.opsPort}`).join(','),
    VEZA_LAUNCHER_PID: String(process.pid),
    VEZA_GATEWAY_PIDS: pids('gateway'),
    VEZA_CHAT_PIDS: pids('chat'),
    VEZA_MEDIA_PIDS: pids('media'),
    VEZA_WORKER_PIDS: pids('worker'),
    VEZA_CATALOG_PIDS: pids('catalog'),
    VEZA_BOOKING_PIDS: pids('booking'),
    VEZA_COMMUNITY_PIDS: pids('community'),
    VEZA_POSTGRES_PIDS: servers.pids(/^(postgres|standby)$/),
    VEZA_REDIS_PIDS: servers.pids(/^redis/),
    VEZA_DATABASE_URL: owner.DATABASE_URL,
    VEZA_REDIS_URL: owner.REDIS_URL,
    VEZA_PRODUCT_TABLE: 'catalog.products',
    VEZA_HTTP: `http://localhost:${httpPort}`,
    VEZA_WS: `ws://localhost:${chat?.plan.env.WS_PORT}`,
    VEZA_WS_FLAT: `ws://localhost:${chat?.plan.env.WS_FLAT_PORT}`,
    VEZA_WS_CHAT: `ws://localhost:${httpPort}`,
    NOVA_HTTP: `http://localhost:${httpPort}/api`,
    NOVA_WS: `ws://localhost:${httpPort}`,
  };
}
