import type { RedisConnection } from '../redis/open-redis.js';
import type { PublishedEvent } from './event-log.js';

export interface StreamedEvent extends PublishedEvent {
  /** Id of its log. */
  readonly log: string;
}

/** Approximate number of events per source in Redis. Older ones are read from the source by RPC. */
const KEPT = 10_000;

const keyOf = (source: string): string => `events:{${source}}`;

/**
 * The stream of one source in Redis. The id of an entry is `<position>-0`, so Redis itself rejects duplicates and
 * entries out of order, and a reader continues from a position without other state.
 */
export class EventStream {
  private readonly key: string;

  constructor(
    private readonly connection: RedisConnection,
    source: string,
  ) {
    this.key = keyOf(source);
  }

  /** Adds the events that the stream lacks. If it rejects (Redis is away), any of them may have been added. */
  async publish(events: readonly PublishedEvent[], log: string): Promise<void> {
    const pipeline = this.connection.pipeline();
    for (const { position, name, payload, createdAt } of events) {
      const fields = ['log', log, 'name', name, 'payload', JSON.stringify(payload), 'at', createdAt];
      pipeline.xadd(this.key, 'MAXLEN', '~', KEPT, `${position}-0`, ...fields);
    }
    for (const [error] of (await pipeline.exec()) ?? []) {
      if (error && !error.message.includes('equal or smaller')) throw error;
    }
  }

  /** Deletes a stream of another log under this name, and one that is ahead of the log. */
  async dropForeign(log: string, position: number): Promise<void> {
    const [last] = (await this.connection.xrevrange(this.key, '+', '-', 'COUNT', 1)).map(toStreamed);
    if (last && (last.log !== log || last.position > position)) await this.connection.del(this.key);
  }

  /** Events after a position; blocks for up to `waitMs`, so the connection must not be shared. */
  async readAfter(position: number, most: number, waitMs: number): Promise<StreamedEvent[]> {
    const read = await this.connection.xread('COUNT', most, 'BLOCK', waitMs, 'STREAMS', this.key, `${position}-0`);
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
