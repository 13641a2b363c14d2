import { Injectable } from '@nestjs/common';
import type { EventContract, EventPayload } from '@veza/contracts';
import { EventRelay } from './event-relay.js';
import type { SqlExecutor } from './sql-executor.js';

const MOST_CHARS = 16 << 10;

/**
 * Tells other services a fact, surely. The event is a row in the transaction that makes the fact true: with it or not
 * at all. Consumers get it after the commit, usually within some 50 ms, at least once and in the order of publication;
 * of two transactions where one began to append after the other had committed, the other's events come first.
 *
 * Refuses a payload that does not fit its contract, one above 16 KiB, and an event that this service does not publish.
 */
@Injectable()
export class Outbox {
  constructor(
    private readonly relay: EventRelay,
    private readonly publishes: ReadonlySet<string>,
  ) {}

  async append<C extends EventContract>(tx: SqlExecutor, contract: C, payload: EventPayload<C>): Promise<void> {
    if (!this.publishes.has(contract.name))
      throw new Error(`${contract.name} is not among the events that this service publishes`);
    const body = JSON.stringify(contract.payload.parse(payload));
    if (body.length > MOST_CHARS) throw new Error(`The payload of ${contract.name} is too large: ${body.length} characters`);
    await tx.query('INSERT INTO events (name, payload) VALUES ($1, $2::jsonb)', [contract.name, body]);
    this.relay.kick();
  }
}
