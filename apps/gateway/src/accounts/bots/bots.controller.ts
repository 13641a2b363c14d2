import { Controller } from '@nestjs/common';
import { botRoutes, type RouteInput, type UserCaller } from '@veza/contracts';
import { apiTokenOf } from '../../identity/api-tokens/api-tokens.presenter.js';
import { CurrentCaller, Input, Route, RouteResponse } from '../../edge/index.js';
import { wireBot } from './bots.presenter.js';
import { BotsService } from './bots.service.js';

type In<Name extends keyof typeof botRoutes> = RouteInput<(typeof botRoutes)[Name]>;

@Controller()
export class BotsController {
  constructor(private readonly bots: BotsService) {}

  @Route(botRoutes.list)
  async list(@CurrentCaller() caller: UserCaller) {
    return { bots: (await this.bots.list(caller)).map(wireBot) };
  }

  @Route(botRoutes.create)
  async create(@CurrentCaller() caller: UserCaller, @Input() { body }: In<'create'>) {
    return wireBot(await this.bots.create(caller, { username: body.username, firstName: body.first_name }));
  }

  @Route(botRoutes.remove)
  remove(@CurrentCaller() caller: UserCaller, @Input() { params }: In<'remove'>) {
    return this.bots.remove(caller, params.id);
  }

  @Route(botRoutes.createToken)
  async createToken(@CurrentCaller() caller: UserCaller, @Input() { params, body }: In<'createToken'>) {
    const { token, row } = await this.bots.createToken(caller, params.id, body);
    return new RouteResponse({ ...apiTokenOf(row), token }, { headers: { 'cache-control': 'no-store' } });
  }

  @Route(botRoutes.tokens)
  async tokens(@CurrentCaller() caller: UserCaller, @Input() { params }: In<'tokens'>) {
    return { tokens: (await this.bots.tokensOf(caller, params.id)).map(apiTokenOf) };
  }

  @Route(botRoutes.revokeToken)
  revokeToken(@CurrentCaller() caller: UserCaller, @Input() { params }: In<'revokeToken'>) {
    return this.bots.revokeToken(caller, params.id, params.token);
  }
}
