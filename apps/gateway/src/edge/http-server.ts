import cors from '@fastify/cors';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { type Access, allowsScope, type Caller, DeclaredError, type HttpRoute, type Role, scopeOf } from '@veza/contracts';
import { AllowedOrigins, AppLogger, clientAmong, CONFIG } from '@veza/platform';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GatewayConfig } from '../config.js';
import { Authenticator } from './authenticator.js';
import { acceptBodies, bodyLimitOf, streamBodies, limitBodyTime, rejectWrongType } from './bodies.js';
import { sendError } from './error-response.js';
import { exchangeOf, openExchange } from './exchange.js';
import { corsOptions, VARY } from './cors.js';
import { IdempotencyKeysService } from './idempotency/idempotency-keys.service.js';
import { hostCheck } from './development-host.js';
import { continueWhenRead } from './expect-continue.js';
import { pipelineOf, type Binding } from './pipeline.js';
import { RequestLimits } from './request-limits.js';
import { pathsOf, Routes } from './routes.js';
import { SECURITY_HEADERS } from './security-headers.js';

const RANK: Record<Role, number> = { user: 0, moderator: 1, admin: 2 };
const FOREIGN_HOST = 'A development server accepts requests to localhost and to the host of PUBLIC_URL only';
/** Longer than any cabinet id, so that a cut value never equals one. */
const LONGEST_TENANT = 64;

/**
 * Registers every route with Fastify, past Nest's router: a call is one compiled function, without the cost of guards,
 * pipes and interceptors (decision 0040). The hooks here run before a body is read.
 */
@Injectable()
export class HttpServer implements OnModuleInit {
  private readonly limits: RequestLimits;

  constructor(
    @Inject(CONFIG) private readonly config: GatewayConfig,
    private readonly host: HttpAdapterHost,
    private readonly routes: Routes,
    readonly authenticator: Authenticator,
    readonly idempotency: IdempotencyKeysService,
    readonly logger: AppLogger,
  ) {
    this.limits = new RequestLimits({ user: config.LIMIT_REQUESTS_USER, address: config.LIMIT_REQUESTS_ADDRESS });
  }

  onModuleInit(): void {
    const fastify: FastifyInstance = this.host.httpAdapter.getInstance();
    const { server } = fastify;
    // An unknown expectation is ignored; Node would reply 417 by itself, without our headers.
    server.on('checkExpectation', (request, response) => server.emit('request', request, response));
    server.on('checkContinue', (request, response) => {
      continueWhenRead(request, response);
      server.emit('request', request, response);
    });
    acceptBodies(fastify, this.config.BODY_LIMIT);
    const isForeign = hostCheck(this.config);
    fastify.addHook('onRequest', (request, reply, done) => {
      this.open(request, reply);
      done(isForeign(request.headers.host) ? new DeclaredError('FORBIDDEN', { message: FOREIGN_HOST }) : undefined);
    });
    void fastify.register(cors, corsOptions(new AllowedOrigins(this.config, this.logger)));
    fastify.addHook('onResponse', (request, reply, done) => {
      this.logRequest(request, reply);
      done();
    });
    const streamed = ({ route }: Binding) => route.bodyKind === 'bytes' || route.bodyKind === 'multipart';
    for (const binding of this.routes.bindings) if (!streamed(binding)) this.serve(fastify, binding);
    void fastify.register((scope, _options, done) => {
      streamBodies(scope);
      for (const binding of this.routes.bindings.filter(streamed)) this.serve(scope, binding);
      done();
    });
  }

  /** One line per request: changes and errors at `info`, other requests at `debug`. */
  private logRequest(request: FastifyRequest, reply: FastifyReply): void {
    const { requestId, caller, code } = exchangeOf(request);
    const quiet =
      reply.statusCode < 400 && (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS');
    const userId = caller.kind === 'user' ? caller.userId : undefined;
    const facts = {
      requestId,
      userId,
      method: request.method,
      route: request.routeOptions.url,
      status: reply.statusCode,
      code,
      ms: Math.round(reply.elapsedTime),
    };
    if (quiet) this.logger.debug('Answered', facts);
    else this.logger.log('Answered', facts);
  }

  /** Opens the exchange and sets the headers that every response has. */
  private open(request: FastifyRequest, reply: FastifyReply): void {
    const { requestId } = openExchange(request, clientAmong(request.ips ?? [request.ip]));
    reply.headers(SECURITY_HEADERS).headers({ vary: VARY, 'x-request-id': requestId });
  }

  private serve(fastify: FastifyInstance, binding: Binding): void {
    const handler = pipelineOf(binding, this);
    for (const url of pathsOf(binding.route)) {
      fastify.route({
        method: binding.route.method,
        url,
        handler,
        bodyLimit: bodyLimitOf(binding.route, this.config.BODY_LIMIT),
        onRequest: (request, reply, done) => this.admit(binding.route, request, reply, done),
      });
    }
  }

  /** Before the body is read: authentication, request limit, access and media type. */
  private admit(route: HttpRoute, request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void): void {
    const exchange = exchangeOf(request);
    const token = route.access === 'none' ? undefined : bearerOf(request.headers.authorization);
    const finish = (error?: unknown) => {
      try {
        this.limits.take(exchange, exchange.caller);
        if (error !== undefined) throw error;
        requireAccess(route.access, exchange.caller);
        requireScope(route, exchange.caller);
        rejectWrongType(route, request);
        limitBodyTime(route, request, () => sendError(request, reply, new DeclaredError('REQUEST_TIMEOUT'), this.logger));
        done();
      } catch (reason) {
        done(reason instanceof Error ? reason : new Error(String(reason)));
      }
    };
    if (token === undefined) return finish();
    try {
      const caller = this.authenticator.authenticate(token);
      const enter = (user: Awaited<typeof caller>) => {
        exchange.caller = withTenant(user, request.headers['x-tenant-id']);
        finish();
      };
      if (caller instanceof Promise) caller.then(enter, finish);
      else enter(caller);
    } catch (error) {
      finish(error);
    }
  }
}

function bearerOf(authorization: string | undefined): string | undefined {
  if (authorization === undefined || authorization === '') return undefined;
  return /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? '';
}

/** The header is passed to booking unchanged, which rejects an unknown cabinet. */
function withTenant<User extends object>(user: User, tenant: string | string[] | undefined): User {
  return typeof tenant === 'string' && tenant !== '' ? { ...user, tenantId: tenant.slice(0, LONGEST_TENANT) } : user;
}

function requireAccess(access: Access, caller: { kind: string; role?: Role }): void {
  if (access === 'none' || access === 'optional') return;
  if (caller.role === undefined) throw new DeclaredError('UNAUTHENTICATED');
  if (RANK[caller.role] < RANK[access]) throw new DeclaredError('FORBIDDEN');
}

/** Of an API token. One without a token needs no scope, as its call needs no caller. */
function requireScope({ permission }: HttpRoute, caller: Caller): void {
  if (caller.kind !== 'user' || allowsScope(caller.scopes, permission)) return;
  const scope = scopeOf(permission);
  if (scope === undefined)
    throw new DeclaredError('SCOPE_MISSING', { message: 'No API token may make this call; sign in for it' });
  throw new DeclaredError('SCOPE_MISSING', { details: [{ field: 'scope', message: scope }] });
}
