import { Injectable } from '@nestjs/common';
import { columnsOf, Database, oneRow, type Transaction } from '@veza/database';
import { MoreThan } from 'typeorm';
import { WebhookDelivery } from './webhook-delivery.entity.js';
import { Webhook } from './webhook.entity.js';

const PAGE = 500;
const MOST_LISTED = 100;
const OVERLAP_HOURS = 24;

type Owned = Pick<Webhook, 'id' | 'userId'>;

/** Raw SQL where a statement counts, or sets a time by the clock of Postgres. */
@Injectable()
export class WebhooksRepository {
  constructor(private readonly database: Database) {}

  /** Undefined beside `most` of the account, whose row is locked. */
  async insert(
    tx: Transaction,
    { id, userId, url, events, secret }: Pick<Webhook, 'id' | 'userId' | 'url' | 'events' | 'secret'>,
    most: number,
  ): Promise<Webhook | undefined> {
    await tx.query('SELECT 1 FROM users WHERE id = $1 FOR UPDATE', [userId]);
    const [row] = await tx.query<Webhook>(
      `INSERT INTO webhooks (id, user_id, url, events, secret) SELECT $1::uuid, $2::integer, $3::text, $4::text[], $5::bytea
       WHERE (SELECT count(*) FROM webhooks WHERE user_id = $2) < $6 RETURNING ${columnsOf(Webhook)}`,
      [id, userId, url, events, secret, most],
    );
    return row;
  }

  /** Raw SQL: ordinary reads of the entity leave the secret out. */
  async findWithSecret({ id, userId }: Owned): Promise<Webhook | undefined> {
    const [row] = await this.database.query<Webhook>(
      `SELECT ${columnsOf(Webhook)}, secret FROM webhooks WHERE id = $1 AND user_id = $2`,
      [id, userId],
    );
    return row;
  }

  list(userId: number): Promise<Webhook[]> {
    return this.database.entities((manager) =>
      manager.find(Webhook, { where: { userId }, order: { createdAt: 'ASC', id: 'ASC' } }),
    );
  }

  async remove({ id, userId }: Owned): Promise<boolean> {
    const { affected } = await this.database.entities((manager) => manager.delete(Webhook, { id, userId }));
    return affected === 1;
  }

  /** Returns until when the earlier secret signs as well. */
  async rotate({ id, userId }: Owned, secret: Buffer): Promise<Date | undefined> {
    const [row] = await this.database.query<{ until: Date }>(
      `UPDATE webhooks SET earlier_secret = secret, secret = $3, earlier_until = now() + make_interval(hours => $4)
       WHERE id = $1 AND user_id = $2 RETURNING earlier_until AS until`,
      [id, userId, secret, OVERLAP_HOURS],
    );
    return row?.until;
  }

  async enable({ id, userId }: Owned): Promise<Webhook | undefined> {
    const [row] = await this.database.query<Webhook>(
      `UPDATE webhooks SET disabled_at = NULL, failing_since = NULL WHERE id = $1 AND user_id = $2 RETURNING ${columnsOf(Webhook)}`,
      [id, userId],
    );
    return row;
  }

  async disable({ id, userId }: Owned): Promise<Webhook | undefined> {
    const [row] = await this.database.query<Webhook>(
      `UPDATE webhooks SET disabled_at = coalesce(disabled_at, now()) WHERE id = $1 AND user_id = $2 RETURNING ${columnsOf(Webhook)}`,
      [id, userId],
    );
    return row;
  }

  /** Undefined when the webhook is not the user's. */
  async deliveries({ id, userId }: Owned): Promise<WebhookDelivery[] | undefined> {
    return this.database.entities(async (manager) => {
      if (!(await manager.existsBy(Webhook, { id, userId }))) return undefined;
      return manager.find(WebhookDelivery, {
        where: { webhookId: id },
        order: { createdAt: 'DESC', id: 'ASC' },
        take: MOST_LISTED,
      });
    });
  }

  /** Makes it due at once. One that is sent at this moment stays as it is. */
  async resend({ id, userId }: Owned, delivery: string): Promise<WebhookDelivery | undefined> {
    const [row] = await this.database.query<WebhookDelivery>(
      `UPDATE webhook_deliveries d SET state = 'pending', status = NULL,
         tries = CASE WHEN leased_until > now() THEN tries ELSE 0 END,
         next_try_at = CASE WHEN leased_until > now() THEN next_try_at ELSE now() END
       FROM webhooks w WHERE d.id = $3 AND d.webhook_id = w.id AND w.id = $1 AND w.user_id = $2
       RETURNING ${columnsOf(WebhookDelivery, 'd')}`,
      [id, userId, delivery],
    );
    return row;
  }

  /** The test of a webhook that is on. One that waits is made due, so that a webhook has one at most. */
  async ping(tx: Transaction, { id, userId }: Owned): Promise<WebhookDelivery | 'off' | undefined> {
    const [webhook] = await tx.query<{ isOff: boolean }>(
      'SELECT disabled_at IS NOT NULL AS "isOff" FROM webhooks WHERE id = $1 AND user_id = $2 FOR UPDATE',
      [id, userId],
    );
    if (webhook === undefined || webhook.isOff) return webhook && 'off';
    const [waiting] = await tx.query<WebhookDelivery>(
      `UPDATE webhook_deliveries d SET next_try_at = CASE WHEN leased_until > now() THEN next_try_at ELSE now() END
       WHERE webhook_id = $1 AND event = 'ping' AND state = 'pending' RETURNING ${columnsOf(WebhookDelivery, 'd')}`,
      [id],
    );
    if (waiting) return waiting;
    return oneRow(
      await tx.query<WebhookDelivery>(
        `INSERT INTO webhook_deliveries AS d (webhook_id, event, data) VALUES ($1, 'ping', $2::jsonb)
         RETURNING ${columnsOf(WebhookDelivery, 'd')}`,
        [id, JSON.stringify({ webhook_id: id })],
      ),
    );
  }

  /** The next page in the order of ids, with the sealed secrets. */
  sealedAfter(id?: string): Promise<Pick<Webhook, 'id' | 'secret' | 'earlierSecret'>[]> {
    return this.database.entities((manager) =>
      manager.find(Webhook, {
        select: { id: true, secret: true, earlierSecret: true },
        where: id === undefined ? {} : { id: MoreThan(id) },
        order: { id: 'ASC' },
        take: PAGE,
      }),
    );
  }

  /** Nothing happens when the secret is another one by now. */
  async replaceSecret(id: string, secret: Buffer, sealed: Buffer): Promise<void> {
    await this.database.query('UPDATE webhooks SET secret = $3 WHERE id = $1 AND secret = $2', [id, secret, sealed]);
    await this.database.query('UPDATE webhooks SET earlier_secret = $3 WHERE id = $1 AND earlier_secret = $2', [
      id,
      secret,
      sealed,
    ]);
  }

  /** By the operator; undefined for an id of no webhook that is on. */
  async switchOff(tx: Transaction, id: string): Promise<string | undefined> {
    const rows = await tx.query<{ id: string }>(
      'UPDATE webhooks SET disabled_at = now() WHERE id = $1 AND disabled_at IS NULL RETURNING id',
      [id],
    );
    return rows[0]?.id;
  }

  async mailedOwner(tx: Transaction, id: string) {
    return oneRow(
      await tx.query<{ id: number; email: string; username: string; language: 'en' | 'fr' | null; url: string }>(
        `SELECT u.id, u.email, u.username, u.preferences->>'language' AS language, w.url
         FROM webhooks w JOIN users u ON u.id = w.user_id WHERE w.id = $1`,
        [id],
      ),
    );
  }
}
