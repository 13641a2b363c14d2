import { Controller } from '@nestjs/common';
import { DeclaredError, type RouteInput, type UserCaller, visitRoutes, visits } from '@veza/contracts';
import { networkOf } from '@veza/platform';
import { RpcClient } from '@veza/transport';
import type { FastifyRequest } from 'fastify';
import { CurrentCaller, exchangeOf, Input, Raw, Route, type RawExchange } from '../../edge/index.js';
import { UsersService } from '../../identity/users/users.service.js';
import { VisitLimits } from './visit-limits.js';

type In<Name extends keyof typeof visitRoutes> = RouteInput<(typeof visitRoutes)[Name]>;

/** Strangers may make these calls, so each is counted by the address of the client. */
@Controller()
export class VisitsController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly users: UsersService,
    private readonly limits: VisitLimits,
  ) {}

  @Route(visitRoutes.requestCode)
  async requestCode(@Input() { params, body }: In<'requestCode'>, @Raw() { req }: RawExchange) {
    await this.limits.takeCode(req, body.email);
    return this.rpc.call(visits.requestCode, {
      ...params,
      ...body,
      language: exchangeOf(req).language,
      network: networkBehind(req),
    });
  }

  @Route(visitRoutes.open)
  async open(@Input() { params, body }: In<'open'>, @Raw() { req }: RawExchange) {
    await this.limits.takeTry(req);
    return this.rpc.call(visits.open, { ...params, ...body, network: networkBehind(req) });
  }

  @Route(visitRoutes.openOwn)
  async openOwn(@Input() { params }: In<'openOwn'>, @CurrentCaller() caller: UserCaller, @Raw() { req }: RawExchange) {
    const { email, emailVerified, preferences } = await this.users.me(caller);
    if (!emailVerified) throw new DeclaredError('FORBIDDEN', { message: 'Confirm the e-mail address of the account first' });
    const { language = 'fr' } = preferences;
    return this.rpc.call(visits.openOwn, { ...params, email, language, network: networkBehind(req) });
  }

  @Route(visitRoutes.hold)
  async hold(@Input() { params, body }: In<'hold'>, @Raw() { req }: RawExchange) {
    await this.limits.takeBooking(req);
    return this.rpc.call(visits.hold, { ...params, ...body });
  }

  @Route(visitRoutes.book)
  async book(@Input() { params, body }: In<'book'>, @Raw() { req }: RawExchange) {
    await this.limits.takeBooking(req);
    return this.rpc.call(visits.book, { ...params, ...body });
  }
}

const networkBehind = (request: FastifyRequest) => networkOf(exchangeOf(request).address);
