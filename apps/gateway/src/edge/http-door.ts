import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, HttpAdapterHost, MetadataScanner } from '@nestjs/core';
import { DeclaredError, type Access, type Edition, type HttpRoute, type Role } from '@veza/contracts';
import { AppLogger, CONFIG } from '@veza/platform';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GatewayConfig } from '../config.js';
import { TrustedProxies } from './addresses.js';
import { Authenticator } from './authenticator.js';
import { acceptBodies, refuseWrongType } from './bodies.js';
import { exchangeOf, openExchange } from './exchange.js';
import { Cors, SECURITY_HEADERS, VARY } from './headers.js';
import { IdempotencyKeys } from './idempotency/idempotency-keys.service.js';
import { pipelineOf, type Binding } from './pipeline.js';
import { RequestLimits } from './request-limits.js';
import { argumentsOf, routeOf } from './route.decorator.js';

const PREFIXES: Record<Edition, readonly string[]> = { veza: ['/api/v1', ''], nova: ['/api'], root: [''] };
const RANK: Record<Role, number> = { user: 0, moderator: 1, admin: 2 };
const TENANT = /^[\w-]{1,64}$/;

/**
 * Puts every method that is marked with `@Route` behind Fastify, without Nest's router: a call is one compiled function,
 * so guards, pipes and interceptors cost nothing where none are needed (decision 0040).
 */
@Injectable()
export class HttpDoor implements OnModuleInit {
  readonly bindings: Binding[] = [];
  private readonly proxies: TrustedProxies;
  private readonly cors: Cors;
  private readonly limits: RequestLimits;

  constructor(
    @Inject(CONFIG) private readonly config: GatewayConfig,
    private readonly host: HttpAdapterHost,
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly authenticator: Authenticator,
    private readonly idempotency: IdempotencyKeys,
    private readonly logger: AppLogger,
  ) {
    this.proxies = new TrustedProxies(config.TRUSTED_PROXIES);
    this.cors = new Cors(config.CORS_ORIGINS);
    this.limits = new RequestLimits({ user: config.LIMIT_REQUESTS_USER, address: config.LIMIT_REQUESTS_ADDRESS });
  }

  onModuleInit(): void {
    const fastify: FastifyInstance = this.host.httpAdapter.getInstance();
    acceptBodies(fastify, this.config.BODY_LIMIT);
    fastify.addHook('onRequest', (request, reply, done) => {
      if (!this.greet(request, reply)) done();
    });
    this.bindings.push(...this.findBindings());
    for (const binding of this.bindings) this.serve(fastify, binding);
  }

  /** The methods under which a path is served: for the Allow header of a 405. */
  methodsOf(path: string): string[] {
    return [...new Set(this.bindings.filter(({ route }) => pathsOf(route).some((pattern) => matches(pattern, path))).map(({ route }) => route.method))];
  }

  /** Opens the exchange and sets the headers that every answer has. True when the answer is already given (a preflight). */
  private greet(request: FastifyRequest, reply: FastifyReply): boolean {
    const { headers, raw } = request;
    const exchange = openExchange(request, this.proxies.clientOf(raw.socket.remoteAddress, headers['x-forwarded-for']));
    reply.headers(SECURITY_HEADERS).headers({ vary: VARY, 'x-request-id': exchange.requestId });
    const cors = this.cors.answer(headers.origin);
    if (cors) reply.headers(cors);
    if (request.method !== 'OPTIONS' || headers.origin === undefined || headers['access-control-request-method'] === undefined) return false;
    reply.code(204).headers(this.cors.preflight(headers.origin) ?? {}).send();
    return true;
  }

  private findBindings(): Binding[] {
    const found: Binding[] = [];
    for (const { instance } of this.discovery.getControllers()) {
      const prototype: object = Object.getPrototypeOf(instance);
      for (const name of this.scanner.getAllMethodNames(prototype)) {
        const route = routeOf(prototype, name);
        if (route) found.push({ route, kinds: argumentsOf(prototype, name), handler: instance[name].bind(instance) });
      }
    }
    for (const binding of found) {
      binding.reading = found.find(({ route }) => route.method === 'GET' && route.etag && route.path === binding.route.path && route.edition === binding.route.edition);
    }
    return found;
  }

  private serve(fastify: FastifyInstance, binding: Binding): void {
    const handler = pipelineOf(binding, { logger: this.logger, idempotency: this.idempotency });
    for (const url of pathsOf(binding.route)) {
      fastify.route({ method: binding.route.method, url, handler, onRequest: (request, _reply, done) => this.admit(binding.route, request, done) });
    }
  }

  /** Before the body is read: who it is, whether they may, and whether it was too often. */
  private admit(route: HttpRoute, request: FastifyRequest, done: (error?: Error) => void): void {
    const exchange = exchangeOf(request);
    const token = route.access === 'none' ? undefined : bearerOf(request.headers.authorization);
    const finish = (error?: unknown) => {
      try {
        this.limits.take(exchange, exchange.caller);
        if (error !== undefined) throw error;
        allow(route.access, exchange.caller);
        refuseWrongType(route, request);
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

export const pathsOf = (route: HttpRoute) => PREFIXES[route.edition].map((prefix) => prefix + route.path);

function matches(pattern: string, path: string): boolean {
  const [ours, theirs] = [pattern.split('/'), path.split('/')];
  return ours.length === theirs.length && ours.every((part, i) => part.startsWith(':') || part === theirs[i]);
}

function bearerOf(authorization: string | undefined): string | undefined {
  if (authorization === undefined || authorization === '') return undefined;
  return /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? '';
}

function withTenant<User extends object>(user: User, tenant: string | string[] | undefined): User {
  return typeof tenant === 'string' && TENANT.test(tenant) ? { ...user, tenantId: tenant } : user;
}

function allow(access: Access, caller: { kind: string; role?: Role }): void {
  if (access === 'none' || access === 'optional') return;
  if (caller.role === undefined) throw new DeclaredError('UNAUTHENTICATED');
  if (RANK[caller.role] < RANK[access]) throw new DeclaredError('FORBIDDEN');
}
