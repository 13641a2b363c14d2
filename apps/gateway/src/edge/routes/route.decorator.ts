import type { HttpRoute } from '@veza/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Fastify's own request and reply, for handlers that move bytes. After `reply.hijack()` the handler sends the response.
 */
export interface RawExchange {
  req: FastifyRequest;
  reply: FastifyReply;
}

export type ArgumentKind = 'input' | 'caller' | 'raw';

const ROUTE = Symbol('route');
const ARGUMENTS = Symbol('arguments');

/**
 * Serves a route of the contracts with this method: under every path of its edition, authenticated by its `access`, its
 * params, query and body validated by its schemas. What the method returns is the body of `route.success[0]`; a
 * `RouteResponse` sets another status or headers. What it throws becomes the error body.
 */
export const Route =
  (route: HttpRoute): MethodDecorator =>
  (target, key) =>
    Reflect.defineMetadata(ROUTE, route, target, key);

const argument = (kind: ArgumentKind) => (): ParameterDecorator => (target, key, index) => {
  if (key === undefined) throw new Error('Only methods take the parts of a request');
  const kinds: ArgumentKind[] = Reflect.getMetadata(ARGUMENTS, target, key) ?? [];
  kinds[index] = kind;
  Reflect.defineMetadata(ARGUMENTS, kinds, target, key);
};

/** `{ params, query, body }`, validated: type it as `RouteInput<typeof productRoutes.create>`. */
export const Input = argument('input');
/** A `Caller`; on routes with access `user` or higher a `UserCaller`. */
export const CurrentCaller = argument('caller');
export const Raw = argument('raw');

export function routeOf(prototype: object, method: string): HttpRoute | undefined {
  return Reflect.getMetadata(ROUTE, prototype, method);
}

export function argumentsOf(prototype: object, method: string): readonly ArgumentKind[] {
  return Reflect.getMetadata(ARGUMENTS, prototype, method) ?? [];
}
