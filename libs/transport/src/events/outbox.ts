import { Injectable } from '@nestjs/common';
import type { EventContract, EventPayload } from '@veza/contracts';
import { EventRelay } from './event-relay.js';
import type { SqlExecutor } from './sql-executor.js';

const MAX_CHARS = 16 << 10;

/**
 * Publishes an event to other services. The event is a row in the transaction of the change: both are committed, or
 * neither. Consumers receive it after the commit, usually within some 50 ms, at least once and in the order of
 * publication. If one transaction has committed before another one appends, its events come first.
 *
 * Rejects a payload that does not match its contract or exceeds 16 KiB, and an event that this service does not
 * publish. Raw SQL: this library knows no TypeORM.
 */
@Injectable()
export class Outbox {
  constructor(
    private readonly relay: EventRelay | undefined,
    private readonly publishes: ReadonlySet<string>,
  ) {}

  async append<C extends EventContract>(tx: SqlExecutor, contract: C, payload: EventPayload<C>): Promise<void> {
    if (!this.publishes.has(contract.name))
      throw new Error(`${contract.name} is not among the events that this service publishes`);
    const body = JSON.stringify(contract.payload.parse(payload));
    if (body.length > MAX_CHARS) throw new Error(`The payload of ${contract.name} is too large: ${body.length} characters`);
    await tx.query('INSERT INTO events (name, payload) VALUES ($1, $2::jsonb)', [contract.name, body]);
    this.relay?.kick();
  }
}
