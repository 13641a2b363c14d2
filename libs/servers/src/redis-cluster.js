import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from './ports.js';
import { startRedis } from './redis.js';
import { redisReply } from './redis-reply.js';
import { newPassword } from './secrets.js';
import { until } from './until.js';

const [NODES, MASTERS, SLOTS] = [6, 3, 16_384];
const WHOLE_MS = 60_000;
/** In the folder of a cluster that has been whole once. */
const MARK = 'formed';

/** @typedef {import('./index.d.ts').RunningServer} RunningServer */
/** @typedef {{ port: number, bus: number }} Ports */

/** @type {typeof import('./index.d.ts').startRedisCluster} */
export async function startRedisCluster(options = {}) {
  const { folder, password = newPassword(), signal } = options;
  const ports = options.ports ?? (await freePorts());
  const isKept = folder !== undefined && existsSync(join(folder, MARK));
  if (folder !== undefined && isKept) renewAddresses(folder, ports);
  else if (folder !== undefined) rmSync(folder, { recursive: true, force: true }); // left by an interrupted first start
  if (folder !== undefined) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const starts = ports.map((each, n) => startNode({ ...options, password }, each, n));
  const outcomes = await Promise.allSettled(starts);
  const nodes = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const stop = async () => void (await Promise.all(nodes.map((node) => node.stop())));
  try {
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
    const cluster = new Cluster(ports, password, signal);
    if (!isKept) await cluster.form();
    await cluster.untilWhole(folder);
  } catch (error) {
    await stop();
    throw error;
  }
  if (folder !== undefined && !isKept) writeFileSync(join(folder, MARK), '');
  return { url: `redis-cluster://:${password}@${ports.map(({ port }) => `127.0.0.1:${port}`).join(',')}`, password, nodes, stop };
}

/** @returns {Promise<Ports[]>} */
async function freePorts() {
  const numbers = new Set();
  while (numbers.size < 2 * NODES) numbers.add(await freePort());
  const all = [...numbers];
  return Array.from({ length: NODES }, (_, n) => ({ port: all[2 * n], bus: all[2 * n + 1] }));
}

/** @param {string} folder @param {number} n */
const folderOf = (folder, n) => join(folder, String(n + 1));

/** @param {NonNullable<Parameters<typeof startRedisCluster>[0]>} options @param {Ports} ports @param {number} n */
function startNode({ folder, password = '', file, users, settings, signal, logFile, spawned }, { port, bus }, n) {
  return startRedis({
    file,
    users,
    password,
    port,
    signal,
    folder: folder && folderOf(folder, n),
    logFile: logFile?.(n),
    spawned: spawned && ((identity) => spawned(identity, n)),
    settings: {
      'cluster-enabled': 'yes',
      'cluster-port': String(bus),
      'cluster-announce-ip': '127.0.0.1',
      masterauth: password,
      ...settings,
    },
  });
}

/**
 * The nodes know each other by id, and find each other by the addresses in these files: those of an earlier start are
 * replaced.
 *
 * @param {string} folder @param {readonly Ports[]} ports
 */
function renewAddresses(folder, ports) {
  const files = ports.map((_, n) => join(folderOf(folder, n), 'nodes.conf'));
  const texts = files.map((file) => (existsSync(file) ? readFileSync(file, 'utf8') : ''));
  const ids = texts.map((text) => /^(\S+) .*\bmyself\b/m.exec(text)?.[1]);
  for (const [n, text] of texts.entries()) {
    if (text === '') continue; // the cluster will not become whole, which is an error with its own sentence
    const renewed = text.replace(/^([0-9a-f]{40}) [^ ,]*/gm, (line, id) => {
      const its = ports[ids.indexOf(id)];
      return its ? `${id} 127.0.0.1:${its.port}@${its.bus}` : line;
    });
    writeFileSync(files[n] ?? '', renewed);
  }
}

/** Nodes that run: three masters, then their replicas. */
class Cluster {
  /** @param {readonly Ports[]} ports @param {string} password @param {AbortSignal | undefined} signal */
  constructor(ports, password, signal) {
    this.nodes = ports.map(({ port, bus }) => ({ port, bus, password }));
    this.limit = { limitMs: WHOLE_MS, signal };
  }

  async form() {
    const { nodes, limit } = this;
    const [first, ...others] = nodes;
    if (!first) return;
    const each = Math.ceil(SLOTS / MASTERS);
    for (const [n, node] of nodes.entries()) {
      await redisReply(node, 'CLUSTER', 'SET-CONFIG-EPOCH', n + 1); // different ones, so that they need not be negotiated
      if (n < MASTERS) await redisReply(node, 'CLUSTER', 'ADDSLOTSRANGE', n * each, Math.min(SLOTS, (n + 1) * each) - 1);
    }
    for (const { port, bus } of others) await redisReply(first, 'CLUSTER', 'MEET', '127.0.0.1', port, bus);
    const allKnown = () => this.#every((info) => info.includes(`cluster_known_nodes:${NODES}`), 'CLUSTER', 'INFO');
    await until('The nodes of the Redis Cluster did not find each other', allKnown, limit);
    for (const [n, replica] of nodes.slice(MASTERS).entries()) {
      const master = await redisReply(nodes[n] ?? first, 'CLUSTER', 'MYID');
      const accepted = async () => (await redisReply(replica, 'CLUSTER', 'REPLICATE', master)) === 'OK';
      await until('A replica of the Redis Cluster was not accepted', accepted, limit);
    }
  }

  /** Every slot is served, and every replica is in sync. @param {string | undefined} folder */
  async untilWhole(folder) {
    const way = folder === undefined ? '' : `: remove ${folder} to make a new one, without the jobs and events of this one`;
    const isWhole = async () =>
      (await this.#every((info) => info.includes('cluster_state:ok'), 'CLUSTER', 'INFO')) &&
      (await this.#every((info) => !/role:slave/.test(info) || /master_link_status:up/.test(info), 'INFO', 'replication'));
    await until('The Redis Cluster did not become whole', isWhole, { ...this.limit, way });
  }

  /** Whether the reply of every node holds. @param {(reply: string) => boolean} holds @param {...string} question */
  async #every(holds, ...question) {
    return (await Promise.all(this.nodes.map((node) => redisReply(node, ...question)))).every(holds);
  }
}
