import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DeclaredError, invalid, type UserCaller, type WebhookEvent } from '@veza/contracts';
import { Database } from '@veza/database';
import { OutsideAddresses } from '@veza/platform';
import { requestContext } from '@veza/transport';
import { AccessMailsService } from '../../identity/access-mails/access-mails.service.js';
import { UsersService } from '../../identity/users/users.service.js';
import { DeliveriesService } from './deliveries.service.js';
import { newWebhookSecret, writtenSecret } from './signatures.js';
import type { WebhookDelivery } from './webhook-delivery.entity.js';
import type { Webhook } from './webhook.entity.js';
import { WebhookSecrets } from './webhook-secrets.js';
import { WebhooksRepository } from './webhooks.repository.js';

const MOST_WEBHOOKS = 10;

/** Receivers of a person's events (decision 179). */
@Injectable()
export class WebhooksService {
  constructor(
    private readonly database: Database,
    private readonly repository: WebhooksRepository,
    private readonly secrets: WebhookSecrets,
    private readonly addresses: OutsideAddresses,
    private readonly users: UsersService,
    private readonly mails: AccessMailsService,
    private readonly sends: DeliveriesService,
  ) {}

  async create(
    caller: UserCaller,
    { url: address, events }: { url: string; events: WebhookEvent[] },
  ): Promise<{ webhook: Webhook; secret: string }> {
    const url = new URL(address);
    const refusal = this.addresses.refusalOf(url);
    if (refusal !== undefined) throw invalid('url', refusal);
    const user = await this.users.me(caller);
    const made = await this.madeBefore(user.id);
    if (made) return made;
    const id = requestContext.get()?.operation ?? randomUUID();
    const secret = newWebhookSecret();
    const row = { id, userId: user.id, url: url.href, events, secret: this.secrets.seal(id, secret) };
    const webhook = await this.database.transaction(async (tx) => {
      const inserted = await this.repository.insert(tx, row, MOST_WEBHOOKS);
      if (!inserted)
        throw new DeclaredError('INVALID_STATE', {
          message: `An account has at most ${MOST_WEBHOOKS} webhooks; delete one first`,
        });
      await this.mails.write(tx, user, 'webhook');
      return inserted;
    });
    return { webhook, secret: writtenSecret(secret) };
  }

  /** The webhook of an earlier try of the same operation. Its response is stored nowhere, because it has a secret. */
  private async madeBefore(userId: number): Promise<{ webhook: Webhook; secret: string } | undefined> {
    const { operation } = requestContext.get() ?? {};
    const webhook = operation === undefined ? undefined : await this.repository.findWithSecret({ id: operation, userId });
    const secret = webhook && this.secrets.open(webhook.id, webhook.secret);
    return secret && { webhook, secret: writtenSecret(secret) };
  }

  list({ userId }: UserCaller): Promise<Webhook[]> {
    return this.repository.list(userId);
  }

  async remove({ userId }: UserCaller, id: string): Promise<void> {
    if (!(await this.repository.remove({ id, userId }))) throw new DeclaredError('NOT_FOUND');
  }

  async rotate({ userId }: UserCaller, id: string): Promise<{ secret: string; earlierUntil: Date }> {
    const secret = newWebhookSecret();
    const earlierUntil = await this.repository.rotate({ id, userId }, this.secrets.seal(id, secret));
    if (!earlierUntil) throw new DeclaredError('NOT_FOUND');
    return { secret: writtenSecret(secret), earlierUntil };
  }

  async enable({ userId }: UserCaller, id: string): Promise<Webhook> {
    return found(await this.repository.enable({ id, userId }));
  }

  async disable({ userId }: UserCaller, id: string): Promise<Webhook> {
    return found(await this.repository.disable({ id, userId }));
  }

  async deliveries({ userId }: UserCaller, id: string): Promise<WebhookDelivery[]> {
    return found(await this.repository.deliveries({ id, userId }));
  }

  async ping({ userId }: UserCaller, id: string): Promise<WebhookDelivery> {
    const due = found(await this.database.transaction((tx) => this.repository.ping(tx, { id, userId })));
    if (due === 'off') throw new DeclaredError('INVALID_STATE', { message: 'The webhook is switched off; switch it on first' });
    this.sends.kick();
    return due;
  }

  async resend({ userId }: UserCaller, { id, delivery }: { id: string; delivery: string }): Promise<WebhookDelivery> {
    const due = found(await this.repository.resend({ id, userId }, delivery));
    this.sends.kick();
    return due;
  }
}

function found<Row>(row: Row | undefined): Row {
  if (row === undefined) throw new DeclaredError('NOT_FOUND');
  return row;
}
