import { Controller } from '@nestjs/common';
import { pushRoutes, type RouteInput, type UserCaller, type WirePushSubscription } from '@veza/contracts';
import { CurrentCaller, Input, Route } from '../../edge/index.js';
import { PushService } from './push.service.js';
import type { PushSubscription } from './push-subscription.entity.js';
import { VapidKeys } from './vapid-keys.js';

type In<Name extends keyof typeof pushRoutes> = RouteInput<(typeof pushRoutes)[Name]>;

@Controller()
export class PushController {
  constructor(
    private readonly push: PushService,
    private readonly vapid: VapidKeys,
  ) {}

  @Route(pushRoutes.get)
  async get(@CurrentCaller() caller: UserCaller) {
    return {
      public_key: this.vapid.publicKey,
      preferences: await this.push.preferences(caller),
      subscriptions: (await this.push.list(caller)).map(wireSubscription),
    };
  }

  @Route(pushRoutes.subscribe)
  async subscribe(@CurrentCaller() caller: UserCaller, @Input() { body }: In<'subscribe'>) {
    return wireSubscription(await this.push.subscribe(caller, body));
  }

  @Route(pushRoutes.unsubscribe)
  unsubscribe(@CurrentCaller() caller: UserCaller, @Input() { params }: In<'unsubscribe'>) {
    return this.push.unsubscribe(caller, params.id);
  }

  @Route(pushRoutes.prefer)
  prefer(@CurrentCaller() caller: UserCaller, @Input() { body }: In<'prefer'>) {
    return this.push.prefer(caller, body);
  }
}

const wireSubscription = ({ id, endpoint, sessionId, createdAt }: PushSubscription): WirePushSubscription => ({
  id,
  host: new URL(endpoint).host,
  session_id: sessionId,
  created_at: createdAt.toISOString(),
});
