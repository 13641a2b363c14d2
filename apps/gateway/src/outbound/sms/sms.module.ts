import { type DynamicModule, Module } from '@nestjs/common';
import type { GatewayConfig } from '../../config.js';
import { SmsMessagesRepository } from './sms-messages.repository.js';
import { SmsOutboxController } from './sms-outbox.controller.js';
import { SmsService } from './sms.service.js';

const LOOPBACK = /^(127\.|::1$|localhost$)/;

@Module({})
export class SmsModule {
  static forRoot({ SMS_URL, NODE_ENV, HOST }: GatewayConfig): DynamicModule {
    const local = SMS_URL === undefined && NODE_ENV !== 'production' && LOOPBACK.test(HOST);
    return {
      module: SmsModule,
      global: true,
      controllers: local ? [SmsOutboxController] : [],
      providers: [SmsService, SmsMessagesRepository],
      exports: [SmsService],
    };
  }
}
