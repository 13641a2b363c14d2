import { Controller } from '@nestjs/common';
import { apiTokenRoutes, type RouteInput, type UserCaller } from '@veza/contracts';
import { CurrentCaller, Input, Route, RouteResponse } from '../../edge/index.js';
import { apiTokenOf } from './api-tokens.presenter.js';
import { ApiTokensService } from './api-tokens.service.js';

@Controller()
export class ApiTokensController {
  constructor(private readonly tokens: ApiTokensService) {}

  @Route(apiTokenRoutes.create)
  async create(@CurrentCaller() caller: UserCaller, @Input() { body }: RouteInput<typeof apiTokenRoutes.create>) {
    const { token, row } = await this.tokens.create(caller, body);
    return new RouteResponse({ ...apiTokenOf(row), token }, { headers: { 'cache-control': 'no-store' } });
  }

  @Route(apiTokenRoutes.list)
  async list(@CurrentCaller() caller: UserCaller) {
    return { tokens: (await this.tokens.list(caller)).map(apiTokenOf) };
  }

  @Route(apiTokenRoutes.revoke)
  revoke(@CurrentCaller() caller: UserCaller, @Input() { params }: RouteInput<typeof apiTokenRoutes.revoke>) {
    return this.tokens.revoke(caller, params.id);
  }
}
