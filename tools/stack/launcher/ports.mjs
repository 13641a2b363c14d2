import { freePort, portFault } from '../../../libs/servers/src/ports.js';
import { SetupError } from '../../../libs/servers/src/setup-error.js';

/** Port variables: default and service. */
const PORTS = {
  HTTP_PORT: { port: 8080, service: 'gateway' },
  WS_PORT: { port: 3001, service: 'chat' },
  WS_FLAT_PORT: { port: 9001, service: 'chat' },
  BYTES_PORT: { port: 8090, service: 'media' },
  OPS_PORT: { port: 9100, service: 'operations' },
};

const HIGHEST = 65_535;
/** Consecutive ports from that of a variable: its services or its replicas. */
const MOST_OF_A_VARIABLE = 16;

/** Ports above 1023 on which browsers and `fetch` make no request (https://fetch.spec.whatwg.org/#port-blocking). */
const BLOCKED = new Set([
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
]);
/** The ports that clients connect to. */
const FOR_CLIENTS = new Set(['HTTP_PORT', 'WS_PORT', 'WS_FLAT_PORT']);

/** @typedef {keyof typeof PORTS} PortName */

/**
 * Allocates free ports. The first replica of a service gets the configured or default port, and a taken one is an error;
 * further replicas get the next free ports.
 */
export class Ports {
  /** Allocated ports, each with its variable. @type {Map<number, string>} */
  #given = new Map();

  /** @param {number} offset @param {string} host @param {() => Promise<number>} nextFree */
  constructor(offset, host, nextFree = freePort) {
    this.offset = offset;
    this.host = host;
    this.nextFree = nextFree;
  }

  /** @param {PortName} variable @param {number} [step] 0 for the first of its kind @param {string} [service] */
  async take(variable, step = 0, service = PORTS[variable].service) {
    const port = this.#first(variable) + step;
    const name = `${port} (${variable} of ${service})`;
    const way = `choose another port with ${variable}=… or --port-offset N`;
    if (port > HIGHEST) throw new SetupError(`Port ${name} is above ${HIGHEST}: ${way}.`);
    if (step === 0 && FOR_CLIENTS.has(variable) && BLOCKED.has(port))
      throw new SetupError(`Port ${name} is blocked by browsers: ${way}.`);
    const fault = await this.#fault(port, this.host);
    if (fault === undefined) return this.#note(port, variable);
    const own = variable === 'OPS_PORT' || step === 0;
    if (!own) return this.free();
    throw new SetupError(`Port ${name} ${fault}, or ${way}.`);
  }

  /** Checks the port of a server of the launcher's own, if one is configured. @param {'POSTGRES_PORT' | 'REDIS_PORT'} variable */
  async check(variable) {
    const port = givenPort(variable);
    const fault = port === undefined ? undefined : await this.#fault(port, '127.0.0.1');
    if (port === undefined) return;
    if (fault !== undefined) throw new SetupError(`Port ${port} (${variable}) ${fault}, or choose another port.`);
    this.#note(port, variable);
  }

  async free() {
    let port = await this.nextFree();
    while (this.#given.has(port) || this.#isConfigured(port)) port = await this.nextFree();
    return this.#note(port, 'a replica');
  }

  /** Whether a process that is planned later may have to have this port. @param {number} port */
  #isConfigured(port) {
    return Object.keys(PORTS).some((variable) => {
      const first = this.#first(/** @type {PortName} */ (variable));
      return port >= first && port < first + MOST_OF_A_VARIABLE;
    });
  }

  /** @param {PortName} variable */
  #first(variable) {
    return givenPort(variable) ?? PORTS[variable].port + this.offset;
  }

  /** What is wrong with the port, and the first way out. @param {number} port @param {string} host */
  async #fault(port, host) {
    const other = this.#given.get(port);
    if (other !== undefined) return `is that of ${other} as well: change one of them`;
    const code = await portFault(port, host);
    if (code === undefined) return undefined;
    if (code === 'EACCES') return 'is for root only: run as root';
    if (code === 'EADDRINUSE') return 'is in use: stop the process that listens there';
    return `cannot be used (${code} on ${host}): correct HOST`;
  }

  /** @param {number} port @param {string} variable */
  #note(port, variable) {
    this.#given.set(port, variable);
    return port;
  }
}

/** The port of a variable; undefined without one. @param {string} variable */
export function givenPort(variable) {
  const given = process.env[variable]?.trim();
  if (!given) return undefined;
  const port = /^\d{1,5}$/.test(given) ? Number(given) : 0;
  if (port < 1 || port > HIGHEST)
    throw new SetupError(`${variable} is "${given}": set it to a port number from 1 to ${HIGHEST}.`);
  return port;
}
