import { freePort, portIsFree } from '../../../libs/servers/src/ports.js';
import { SetupError } from '../../../libs/servers/src/setup-error.js';

/** Port variables: default and service. */
const PORTS = {
  HTTP_PORT: { port: 8080, service: 'gateway' },
  WS_PORT: { port: 3001, service: 'chat' },
  WS_FLAT_PORT: { port: 9001, service: 'chat' },
  BYTES_PORT: { port: 8090, service: 'media' },
  OPS_PORT: { port: 9100, service: 'operations' },
};

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
  /** @type {Set<number>} */
  #given = new Set();

  /** @param {number} offset @param {string} host */
  constructor(offset, host) {
    this.offset = offset;
    this.host = host;
  }

  /** @param {PortName} variable @param {number} [step] 0 for the first of its kind @param {string} [service] */
  async take(variable, step = 0, service = PORTS[variable].service) {
    const port = this.#first(variable) + step;
    if (step === 0 && FOR_CLIENTS.has(variable) && BLOCKED.has(port))
      throw new SetupError(
        `Port ${port} (${variable} of ${service}) is blocked by browsers: choose another port with ${variable}=… or --port-offset N.`,
      );
    if (!this.#given.has(port) && (await portIsFree(port, this.host))) return this.#note(port);
    const own = variable === 'OPS_PORT' || step === 0;
    if (!own) return this.free();
    throw new SetupError(
      `Port ${port} (${variable} of ${service}) is in use: stop the process that listens there, or choose another port with ${variable}=… or --port-offset N.`,
    );
  }

  async free() {
    let port = await freePort();
    while (this.#given.has(port)) port = await freePort();
    return this.#note(port);
  }

  /** @param {PortName} variable */
  #first(variable) {
    const given = process.env[variable]?.trim();
    if (!given) return PORTS[variable].port + this.offset;
    const port = /^\d{1,5}$/.test(given) ? Number(given) : 0;
    if (port < 1 || port > 65_535) throw new SetupError(`${variable} is "${given}": set it to a port number from 1 to 65535.`);
    return port;
  }

  /** @param {number} port */
  #note(port) {
    this.#given.add(port);
    return port;
  }
}
