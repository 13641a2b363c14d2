import type { RedisConnection } from '../redis/open-redis.js';
import type { PublishedEvent } from './event-log.js';

export interface StreamedEvent extends PublishedEvent {
  /** Identity of the log that it belongs to. */
  readonly log: string;
}

/** Events kept in Redis for each source, about; what is older is asked from the source. */
const KEPT = 10_000;

const keyOf = (source: string): string => `events:{${source}}`;

/**
 * The stream of one source in Redis. Entries stand at `<position>-0`, so Redis itself refuses what it has already and
 * whatever would come out of order, and a reader goes on from a position without anything else being kept.
 */
export class EventStream {
  readonly #key: string;

  constructor(
    private readonly connection: RedisConnection,
    source: string,
  ) {
    this.#key = keyOf(source);
  }

  /** Adds what is not yet there; rejects when Redis is away, and then nothing is known about any of them. */
  async publish(events: readonly PublishedEvent[], log: string): Promise<void> {
    const pipeline = this.connection.pipeline();
    for (const { position, name, payload, createdAt } of events) {
      const fields = ['log', log, 'name', name, 'payload', JSON.stringify(payload), 'at', createdAt];
      pipeline.xadd(this.#key, 'MAXLEN', '~', KEPT, `${position}-0`, ...fields);
    }
    for (const [error] of (await pipeline.exec()) ?? []) {
      if (error && !error.message.includes('equal or smaller')) throw error;
    }
  }

  /** Removes a stream that another log left under this name, or that knows more than the log does. */
  async dropForeign(log: string, position: number): Promise<void> {
    const [last] = (await this.connection.xrevrange(this.#key, '+', '-', 'COUNT', 1)).map(toStreamed);
    if (last && (last.log !== log || last.position > position)) await this.connection.del(this.#key);
  }

  /** What comes after a position; waits for it up to `waitMs`. Needs a connection of its own. */
  async readAfter(position: number, most: number, waitMs: number): Promise<StreamedEvent[]> {
    const read = await this.connection.xread('COUNT', most, 'BLOCK', waitMs, 'STREAMS', this.#key, `${position}-0`);
    return (read?.[0]?.[1] ?? []).map(toStreamed);
  }
}

function toStreamed([id, fields]: [id: string, fields: string[]]): StreamedEvent {
  const field = (name: string): string => fields[fields.indexOf(name) + 1] ?? '';
  return {
    position: Number(id.split('-')[0]),
    log: field('log'),
    name: field('name'),
    payload: JSON.parse(field('payload')),
    createdAt: field('at'),
  };
}
