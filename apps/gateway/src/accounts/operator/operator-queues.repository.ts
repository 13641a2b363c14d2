import { type Database, oneRow } from '@veza/database';
import { QUEUES } from '../../queues.js';

/** Rows of a queue that wait, by the number of their tries, and the age of the oldest. */
export interface Waiting {
  tries: number;
  count: number;
  oldest: Date;
}

export interface FailedDelivery {
  id: string;
  webhookId: string;
  event: string;
  status: number | null;
  fault: string | null;
  createdAt: Date;
}

const MOST_LISTED = 100;
const MOST_RETRIED = 10_000;
const { mails, pushes } = QUEUES;

/**
 * What waits and what was given up, for the operator. Raw SQL: counts, and changes by the clock of Postgres beside the
 * leases of running replicas. A row that a replica has leased is due within the lease, so it is left alone.
 */
export class OperatorQueuesRepository {
  constructor(private readonly database: Database) {}

  waitingMails(): Promise<Waiting[]> {
    return this.database.query<Waiting>(
      `SELECT tries, count(*)::integer AS count, min(created_at) AS oldest FROM mails
       WHERE sent_at IS NULL AND recipient <> '' GROUP BY tries ORDER BY tries`,
    );
  }

  /** Their content is gone (decision 232 and the rule of erasure): they are counted, and not sent again. */
  async mailsGivenUp(): Promise<number> {
    return this.count(`SELECT count(*)::integer AS count FROM mails WHERE sent_at IS NULL AND recipient = ''`);
  }

  waitingPushes(): Promise<Waiting[]> {
    return this.database.query<Waiting>(
      'SELECT tries, count(*)::integer AS count, min(created_at) AS oldest FROM push_messages GROUP BY tries ORDER BY tries',
    );
  }

  waitingDeliveries(): Promise<Waiting[]> {
    return this.database.query<Waiting>(
      `SELECT tries, count(*)::integer AS count, min(created_at) AS oldest FROM webhook_deliveries
       WHERE state = 'pending' GROUP BY tries ORDER BY tries`,
    );
  }

  async deliveriesGivenUp(): Promise<number> {
    return this.count(`SELECT count(*)::integer AS count FROM webhook_deliveries WHERE state = 'failed'`);
  }

  /** Newest first. */
  failedDeliveries(): Promise<FailedDelivery[]> {
    return this.database.query<FailedDelivery>(
      `SELECT id, webhook_id AS "webhookId", event, status, fault, created_at AS "createdAt" FROM webhook_deliveries
       WHERE state = 'failed' ORDER BY created_at DESC, id LIMIT ${MOST_LISTED}`,
    );
  }

  /** Events that no gateway has published yet. */
  async unpublishedEvents(): Promise<number> {
    return this.count('SELECT count(*)::integer AS count FROM events WHERE published_at IS NULL');
  }

  /** Erasures whose second pass is to come. */
  async erasuresToRepeat(): Promise<number> {
    return this.count('SELECT count(*)::integer AS count FROM users WHERE deleted_at IS NOT NULL AND NOT erased_again');
  }

  retryMails(): Promise<number> {
    return this.changed(
      `UPDATE mails SET tries = 0, next_try_at = now() WHERE id IN (
         SELECT id FROM mails WHERE sent_at IS NULL AND recipient <> '' AND next_try_at > now() + make_interval(secs => $1)
         ORDER BY id LIMIT ${MOST_RETRIED} FOR UPDATE SKIP LOCKED
       ) RETURNING 1`,
      [mails.leaseSeconds],
    );
  }

  retryPushes(): Promise<number> {
    return this.changed(
      `UPDATE push_messages SET tries = 0, next_try_at = now() WHERE id IN (
         SELECT id FROM push_messages WHERE next_try_at > now() + make_interval(secs => $1)
         ORDER BY created_at LIMIT ${MOST_RETRIED} FOR UPDATE SKIP LOCKED
       ) RETURNING 1`,
      [pushes.leaseSeconds],
    );
  }

  /** Those that were given up, of receivers that are on; one of them with an id. */
  retryDeliveries(id?: string): Promise<number> {
    return this.changed(
      `UPDATE webhook_deliveries SET state = 'pending', status = NULL, fault = NULL, tries = 0, next_try_at = now() WHERE id IN (
         SELECT d.id FROM webhook_deliveries d JOIN webhooks w ON w.id = d.webhook_id
         WHERE d.state = 'failed' AND w.disabled_at IS NULL AND ($1::uuid IS NULL OR d.id = $1)
         ORDER BY d.created_at LIMIT ${MOST_RETRIED} FOR UPDATE OF d SKIP LOCKED
       ) RETURNING 1`,
      [id ?? null],
    );
  }

  private async count(sql: string): Promise<number> {
    return oneRow(await this.database.query<{ count: number }>(sql)).count;
  }

  private async changed(sql: string, parameters: unknown[]): Promise<number> {
    return (await this.database.query(sql, parameters)).length;
  }
}
