import { join } from 'node:path';
import { endProcess } from '../../../libs/servers/src/processes.js';
import { STATE } from '../workspace/paths.mjs';

/** @typedef {import('@veza/servers').RunningServer} RunningServer */

/**
 * A row of the table: a server, or several of one kind. A given server is no process of the launcher.
 *
 * @typedef {{ name: string, port: string, running: readonly RunningServer[] }} Row
 */

/** What each server is started with. @typedef {ReturnType<Servers['starting']>} Start */

/** The servers behind the services. Those that are added are revived, and stopped in the reverse order of the rows. */
export class Servers {
  /** @type {Map<string, Row>} */
  #rows = new Map();

  /**
   * @param {{ order: readonly string[], records: import('./records.mjs').Records, say: (text: string) => void, signal: AbortSignal }} context
   *   order: the names of the rows
   */
  constructor(context) {
    this.context = context;
  }

  /** For a server of a row; `number` among several of one kind. @param {string} row @param {number} [number] */
  starting(row, number) {
    const { records, say, signal } = this.context;
    const name = number === undefined ? row : `${row}-${number}`;
    return {
      say,
      signal,
      logFile: join(STATE, 'logs', `${name}.log`),
      spawned: (/** @type {import('@veza/servers').ProcessIdentity} */ identity) => records.note(name, identity),
    };
  }

  /** @param {string} name @param {...RunningServer} running */
  add(name, ...running) {
    this.#rows.set(name, { name, port: running.map(({ port }) => port).join(', '), running });
  }

  /** @param {string} name @param {number} port */
  addGiven(name, port) {
    this.#rows.set(name, { name, port: String(port), running: [] });
  }

  get rows() {
    return this.context.order.flatMap((name) => this.#rows.get(name) ?? []);
  }

  /** Process ids of the rows with such a name, between commas. @param {RegExp} name */
  pids(name) {
    return this.rows
      .filter((row) => name.test(row.name))
      .flatMap(({ running }) => running.map(({ pid }) => pid))
      .join(',');
  }

  /** Restarts those that have exited. */
  async revive() {
    const { say, signal } = this.context;
    const dead = this.rows.flatMap(({ name, running }) =>
      running.filter((server) => !server.alive).map((server) => ({ name, server })),
    );
    await Promise.all(
      dead.map(async ({ name, server }) => {
        if (signal.aborted) return;
        say(`${name} exited: restarting`);
        await server.start();
      }),
    );
  }

  async stop() {
    const { records } = this.context;
    for (const { name, running } of this.rows.reverse()) {
      await Promise.all(running.map((server) => server.stop()));
      records.forget(name);
      running.forEach((_, n) => records.forget(`${name}-${n + 1}`));
    }
  }

  /** Kills what is left when the services are gone. */
  async kill() {
    for (const identity of this.context.records.all)
      await endProcess(identity, [
        { signal: 'SIGQUIT', waitMs: 3_000 },
        { signal: 'SIGKILL', waitMs: 2_000 },
      ]);
  }

  /** For the table. */
  parts() {
    return this.rows.map(({ name, port, running }) => ({
      name,
      port,
      pids: running.map(({ pid }) => pid),
      state: running.length === 0 ? 'external' : stateOf(running),
    }));
  }
}

/** @param {readonly RunningServer[]} running */
function stateOf(running) {
  const alive = running.filter((server) => server.alive).length;
  if (alive === running.length) return 'ready';
  return alive === 0 ? 'stopped' : `${running.length - alive} of ${running.length} stopped`;
}

/**
 * The values of all starts. They are awaited even when one fails, so that none is still starting then.
 *
 * @template Value
 * @param {readonly Promise<Value>[]} starts @returns {Promise<Value[]>}
 */
export async function allStarted(starts) {
  await Promise.allSettled(starts);
  return Promise.all(starts);
}
