import { Module } from '@nestjs/common';
import { PushModule } from '../push/push.module.js';
import { WebhooksModule } from '../webhooks/webhooks.module.js';
import { NoticesController } from './notices.controller.js';

@Module({ imports: [PushModule, WebhooksModule], controllers: [NoticesController] })
export class NoticesModule {}
