import { Controller } from '@nestjs/common';
import { notificationRoutes, notifications, type RouteInput } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { exchangeOf, Input, Raw, type RawExchange, Route } from '../../edge/index.js';
import { novaPage } from './nova-page.js';

type In<Name extends keyof typeof notificationRoutes> = RouteInput<(typeof notificationRoutes)[Name]>;

@Controller()
export class NotificationsController {
  constructor(private readonly rpc: RpcClient) {}

  @Route(notificationRoutes.list)
  async list(@Input() { query }: In<'list'>, @Raw() { req }: RawExchange) {
    return novaPage(await this.rpc.call(notifications.list, { ...query, language: exchangeOf(req).language }));
  }

  @Route(notificationRoutes.readAll)
  async readAll() {
    await this.rpc.call(notifications.readAll, {});
  }

  @Route(notificationRoutes.read)
  async read(@Input() { params }: In<'read'>) {
    await this.rpc.call(notifications.read, params);
  }

  @Route(notificationRoutes.preferences)
  preferences() {
    return this.rpc.call(notifications.preferences, {});
  }

  @Route(notificationRoutes.prefer)
  prefer(@Input() { body }: In<'prefer'>) {
    return this.rpc.call(notifications.prefer, body);
  }
}
