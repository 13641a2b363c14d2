import { Controller } from '@nestjs/common';
import { outboxRoutes, type RouteInput } from '@veza/contracts';
import { Input, Route } from '../../edge/index.js';
import { SmsMessagesRepository } from './sms-messages.repository.js';

/** Unsent texts, for developers. Part of the app only without a provider and outside production. */
@Controller()
export class SmsOutboxController {
  constructor(private readonly messages: SmsMessagesRepository) {}

  @Route(outboxRoutes.sms)
  async list(@Input() { query }: RouteInput<typeof outboxRoutes.sms>) {
    const messages = await this.messages.list(query.to);
    return messages.map(({ id, to, text, createdAt }) => ({ id, to, text, at: createdAt.toISOString() }));
  }
}
