import type { ServerResponse } from 'node:http';
import { DeclaredError, deprecationHeaders, type Caller, type HttpRoute, type RouteInput } from '@veza/contracts';
import type { AppLogger } from '@veza/platform';
import { listsEntityTag, traceFrom } from '@veza/platform';
import { requestContext } from '@veza/transport';
import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import { withNetwork } from './anonymous-network.js';
import type { Authenticator } from './authenticator.js';
import { entityTagOf, matchesState } from './routes/entity-tag.js';
import { RouteResponse } from './routes/route-response.js';
import { sendError } from './error-response.js';
import { exchangeOf } from './exchange.js';
import type { IdempotencyKeysService } from './idempotency/idempotency-keys.service.js';
import type { ArgumentKind, RawExchange } from './routes/route.decorator.js';
import { validatorOf } from './validation.js';

/** How long a call may take; calls that move bytes end by idleness instead. */
const DEADLINE_MS = 10_000;
const JSON_TYPE = 'application/json; charset=utf-8';

export interface Binding {
  readonly route: HttpRoute;
  readonly kinds: readonly ArgumentKind[];
  readonly handler: (...values: unknown[]) => unknown;
  /** The GET of the same path, whose representation If-Match is compared with. */
  reading?: Binding;
}

export interface PipelineParts {
  logger: AppLogger;
  idempotency: IdempotencyKeysService;
  authenticator: Authenticator;
}

/**
 * Everything between Fastify and a handler, compiled once for a route: validate, run in the request's context, present.
 * Authentication and limits ran before the body was read.
 */
export function pipelineOf(binding: Binding, { logger, idempotency, authenticator }: PipelineParts): RouteHandlerMethod {
  const { route } = binding;
  const validate = validatorOf(route);
  const bytes = route.bodyKind === 'multipart' || route.bodyKind === 'bytes' || binding.kinds.includes('raw');
  const keyed = route.method === 'POST' && route.idempotencyKey;
  const deprecation = deprecationHeaders(route);
  const conditional = route.method === 'PUT' || route.method === 'PATCH' || route.method === 'DELETE';

  return async (request, reply) => {
    if (deprecation) reply.headers(deprecation);
    const exchange = exchangeOf(request);
    const { caller, requestId } = exchange;
    let signal: AbortSignal | undefined;
    const context = {
      requestId,
      caller: withNetwork(caller, exchange.address),
      ...traceFrom(request.headers),
      ...(bytes ? {} : { deadlineAt: performance.now() + DEADLINE_MS }),
      /** Made for the few calls that can be cancelled. */
      get signal() {
        return (signal ??= abortedWithout(reply.raw));
      },
    };
    try {
      await requestContext.run(context, async () => {
        const input = validate({ params: request.params, query: request.query, body: request.body }, exchange);
        if (route.verified && caller.kind === 'user') await authenticator.requireVerified(caller);
        if (route.fresh && caller.kind === 'user') await authenticator.requireFresh(caller);
        const raw = { req: request, reply };
        const plain = () => call(binding, input, caller, raw);
        const match = conditional ? request.headers['if-match'] : undefined;
        const { reading } = binding;
        const run =
          match === undefined || !reading
            ? plain
            : () =>
                changeIfMatched(
                  match,
                  () => call(reading, { params: input.params, query: {}, body: {} }, caller, raw),
                  input,
                  plain,
                );
        const key = keyed ? request.headers['idempotency-key'] : undefined;
        const result =
          key === undefined ? await run() : await idempotency.once({ key: String(key), caller, route, request }, run);
        if (!reply.sent) present(route, result, request, reply);
      });
    } catch (error) {
      if (!reply.sent) sendError(request, reply, error, logger);
      else if (!reply.raw.writableEnded) reply.raw.destroy();
    }
    return reply;
  };
}

/** Aborts when the client closes its connection before the response is sent. */
function abortedWithout(response: ServerResponse): AbortSignal {
  const abort = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) abort.abort();
  });
  if (response.destroyed) abort.abort();
  return abort.signal;
}

function call({ handler, kinds }: Binding, input: RouteInput<HttpRoute>, caller: Caller, raw: RawExchange): unknown {
  return handler(...kinds.map((kind) => (kind === 'input' ? input : kind === 'caller' ? caller : raw)));
}

function present(route: HttpRoute, result: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const { requestId, limit } = exchangeOf(request);
  const answer = result instanceof RouteResponse ? result : new RouteResponse(result);
  const { status = route.success[0]?.status ?? 200, headers, contentType } = answer.facts;
  const own = reply.getHeader('link'); // of a deprecated call
  reply.code(status).headers({ 'x-request-id': requestId, ...limit, ...headers });
  if (own !== undefined && headers?.['link'] !== undefined) reply.header('link', `${headers['link']}, ${own}`);
  if (answer.body === undefined || answer.body === null || status === 204) {
    reply.send();
    return;
  }
  const body = typeof answer.body === 'string' || Buffer.isBuffer(answer.body) ? answer.body : JSON.stringify(answer.body);
  reply.type(contentType ?? JSON_TYPE);
  if (route.method !== 'GET' || !route.etag) {
    reply.header('cache-control', 'no-store').send(body);
    return;
  }
  const etag = entityTagOf(body, answer.facts.state);
  if (headers?.['cache-control'] === undefined) reply.header('cache-control', 'private, no-cache');
  reply.header('etag', etag);
  if (listsEntityTag(request.headers['if-none-match'], etag)) reply.code(304).send();
  else reply.send(body);
}

/**
 * If-Match: the entity tag must be that of the present representation or of its state. Another change may happen between this read and
 * the change, so the handler gets the version that was read, and its service compares it in the change itself. Both
 * rejections carry the present representation.
 */
async function changeIfMatched(
  match: string,
  read: () => unknown,
  input: RouteInput<HttpRoute>,
  change: () => unknown,
): Promise<unknown> {
  const look = async () => {
    const result = await read();
    const { body, facts } = result instanceof RouteResponse ? result : new RouteResponse(result);
    return { body: JSON.stringify(body), version: facts.version, state: facts.state };
  };
  const refusal = (body: string) => new DeclaredError('PRECONDITION_FAILED', { current: JSON.parse(body) });
  const seen = await look();
  if (!matchesState(match, seen.body, seen.state)) throw refusal(seen.body);
  input.matched = seen.version;
  try {
    return await change();
  } catch (error) {
    if (error instanceof DeclaredError && error.code === 'PRECONDITION_FAILED') throw refusal((await look()).body);
    throw error;
  }
}
