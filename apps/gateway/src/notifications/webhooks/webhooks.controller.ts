import { Controller } from '@nestjs/common';
import { type RouteInput, type UserCaller, webhookRoutes } from '@veza/contracts';
import { CurrentCaller, Input, Route, RouteResponse } from '../../edge/index.js';
import { deliveryOf, webhookOf } from './webhooks.presenter.js';
import { WebhooksService } from './webhooks.service.js';

type In<Name extends keyof typeof webhookRoutes> = RouteInput<(typeof webhookRoutes)[Name]>;

@Controller()
export class WebhooksController {
  constructor(private readonly webhooks: WebhooksService) {}

  @Route(webhookRoutes.create)
  async create(@CurrentCaller() caller: UserCaller, @Input() { body }: In<'create'>) {
    const { webhook, secret } = await this.webhooks.create(caller, body);
    return unstored({ ...webhookOf(webhook), secret });
  }

  @Route(webhookRoutes.list)
  async list(@CurrentCaller() caller: UserCaller) {
    return { webhooks: (await this.webhooks.list(caller)).map(webhookOf) };
  }

  @Route(webhookRoutes.remove)
  remove(@CurrentCaller() caller: UserCaller, @Input() { params }: In<'remove'>) {
    return this.webhooks.remove(caller, params.id);
  }

  @Route(webhookRoutes.rotate)
  async rotate(@CurrentCaller() caller: UserCaller, @Input() { params }: In<'rotate'>) {
    const { secret, earlierUntil } = await this.webhooks.rotate(caller, params.id);
    return unstored({ secret, earlier_until: earlierUntil.toISOString() });
  }

  @Route(webhookRoutes.enable)
  async enable(@CurrentCaller() caller: UserCaller, @Input() { params }: In<'enable'>) {
    return webhookOf(await this.webhooks.enable(caller, params.id));
  }

  @Route(webhookRoutes.disable)
  async disable(@CurrentCaller() caller: UserCaller, @Input() { params }: In<'disable'>) {
    return webhookOf(await this.webhooks.disable(caller, params.id));
  }

  @Route(webhookRoutes.ping)
  async ping(@CurrentCaller() caller: UserCaller, @Input() { params }: In<'ping'>) {
    return deliveryOf(await this.webhooks.ping(caller, params.id));
  }

  @Route(webhookRoutes.deliveries)
  async deliveries(@CurrentCaller() caller: UserCaller, @Input() { params }: In<'deliveries'>) {
    return { deliveries: (await this.webhooks.deliveries(caller, params.id)).map(deliveryOf) };
  }

  @Route(webhookRoutes.resend)
  async resend(@CurrentCaller() caller: UserCaller, @Input() { params }: In<'resend'>) {
    return deliveryOf(await this.webhooks.resend(caller, params));
  }
}

const unstored = <Body extends object>(body: Body) => new RouteResponse(body, { headers: { 'cache-control': 'no-store' } });
