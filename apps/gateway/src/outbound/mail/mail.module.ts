import { Module, type DynamicModule } from '@nestjs/common';
import type { GatewayConfig } from '../../config.js';
import { MailsRepository } from './mails.repository.js';
import { MailsService } from './mails.service.js';
import { OutboxController } from './outbox.controller.js';

const LOOPBACK = /^(127\.|::1$|localhost$)/;

@Module({})
export class MailModule {
  static forRoot({ SMTP_URL, NODE_ENV, HOST }: GatewayConfig): DynamicModule {
    const local = SMTP_URL === undefined && NODE_ENV !== 'production' && LOOPBACK.test(HOST);
    return {
      module: MailModule,
      global: true,
      controllers: local ? [OutboxController] : [],
      providers: [MailsService, MailsRepository],
      exports: [MailsService],
    };
  }
}
