import { createServer, type IncomingMessage, type Server, type ServerOptions, type ServerResponse } from 'node:http';

/** Takes a request over, or returns false. `handle` is what would have handled it, also after a try that sent nothing. */
export type Bypass = (request: IncomingMessage, response: ServerResponse, handle: () => void) => boolean;

const bypasses = new WeakMap<Server, Bypass>();

/** Requests of this server go to the bypass first. */
export function bypassFastify(server: Server, bypass: Bypass): void {
  bypasses.set(server, bypass);
}

/**
 * The server of Fastify, with a bypass for requests whose cost is that of the framework. Fastify types its handler for
 * HTTP/2 as well, which no server here speaks.
 */
export const serverWithBypass =
  (options: ServerOptions) =>
  (fastify: (...request: never[]) => void): Server => {
    const server = createServer(options, (request, response) => {
      const handle = () => void Reflect.apply(fastify, undefined, [request, response]);
      if (!bypasses.get(server)?.(request, response, handle)) handle();
    });
    return server;
  };
