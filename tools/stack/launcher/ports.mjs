import { freePort, portIsFree } from '../../../libs/servers/src/ports.js';
import { SetupError } from '../../../libs/servers/src/setup-error.js';

/** Each variable that names a port: its default, and whose it is. */
const PORTS = {
  HTTP_PORT: { port: 8080, service: 'gateway' },
  WS_PORT: { port: 3001, service: 'chat' },
  WS_FLAT_PORT: { port: 9001, service: 'chat' },
  BYTES_PORT: { port: 8090, service: 'media' },
  OPS_PORT: { port: 9100, service: 'operations' },
};

/** @typedef {keyof typeof PORTS} PortName */

/**
 * Gives out ports, each checked to be free: the first of a service is the one that was asked for or the default, and a taken
 * one is an error that names it; further replicas take the next free ones.
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
    if (!this.#given.has(port) && (await portIsFree(port, this.host))) return this.#note(port);
    const own = variable === 'OPS_PORT' || step === 0;
    if (!own) return this.free();
    throw new SetupError(
      `Port ${port} (${variable} of ${service}) is taken: end what listens there, or choose another with ${variable}=… or --port-offset N.`,
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
    if (port < 1 || port > 65_535)
      throw new SetupError(`${variable} is "${given}", but it has to be a port number from 1 to 65535.`);
    return port;
  }

  /** @param {number} port */
  #note(port) {
    this.#given.add(port);
    return port;
  }
}
