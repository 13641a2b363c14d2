import { countForeign, isOfAnotherType } from '../foreign.js';
import type { RedisConnection } from '../redis/open-redis.js';
import type { EventSigner } from '../rpc/rpc-keys.js';
import type { PublishedEvent } from './event-log.js';

export interface StreamedEvent extends PublishedEvent {
  /** Id of its log. */
  readonly log: string;
}

/** Entries of a stream: events, and whether there were others, which no relay of the source signed. */
export interface ReadEvents {
  readonly events: StreamedEvent[];
  readonly foreign: boolean;
}

/** Approximate number of events per source in Redis. Older ones are read from the source by RPC. */
const KEPT = 10_000;

type Entry = [id: string, fields: string[]];

const keyOf = (source: string): string => `events:{${source}}`;
const positionOf = (id: string): number => Number(id.split('-')[0]);
const signedText = (...[id, log, name, payload, at]: readonly string[]): string => `${id} ${log} ${name} ${at} ${payload}`;

/**
 * The stream of one source in Redis. The id of an entry is `<position>-0`, so Redis itself rejects duplicates and
 * entries out of order, and a reader continues from a position without other state. Each entry is signed: an entry that
 * is not the relay's own is skipped by readers, and makes the relay delete the stream.
 */
export class EventStream {
  private readonly key: string;

  constructor(
    private readonly connection: RedisConnection,
    source: string,
    private readonly signer: EventSigner,
  ) {
    this.key = keyOf(source);
  }

  /** Adds the events that the stream lacks. If it rejects (Redis is away), any of them may have been added. */
  async publish(events: readonly PublishedEvent[], log: string): Promise<void> {
    const pipeline = this.connection.pipeline();
    for (const { position, name, payload, createdAt } of events) {
      const id = `${position}-0`;
      const body = JSON.stringify(payload);
      const fields = ['log', log, 'name', name, 'payload', body, 'at', createdAt];
      const signature = this.signer.sign(signedText(id, log, name, body, createdAt));
      pipeline.xadd(this.key, 'MAXLEN', '~', KEPT, id, ...fields, 'signature', signature);
    }
    for (const [error] of (await pipeline.exec()) ?? []) {
      if (error && !error.message.includes('equal or smaller')) throw error;
    }
  }

  /**
   * Deletes a stream of another log under this name, one that is ahead of the log, and what is no stream. The last id
   * that was given out counts, not only the last entry: Redis adds nothing below it.
   */
  async dropForeign(log: string, position: number): Promise<void> {
    const [given, entry] = await this.last();
    if (given === undefined) return;
    const last = entry && this.eventOf(entry);
    const isForeign = entry !== undefined && !last;
    if (isForeign) countForeign('events');
    if (isForeign || (last && last.log !== log) || positionOf(given) > position) await this.connection.del(this.key);
  }

  /** Entries after a position; blocks for up to `waitMs`, so the connection must not be shared. */
  async readAfter(position: number, most: number, waitMs: number): Promise<ReadEvents> {
    const entries = await this.connection
      .xread('COUNT', most, 'BLOCK', waitMs, 'STREAMS', this.key, `${position}-0`)
      .then((read) => read?.[0]?.[1] ?? [])
      .catch(this.noStream);
    const events = (entries ?? []).flatMap((entry) => this.eventOf(entry) ?? []);
    const foreign = entries === undefined || events.length < entries.length;
    if (foreign) countForeign('events');
    return { events, foreign };
  }

  /** The last id that was given out, and the last entry; nothing if there is no stream. */
  private async last(): Promise<[given?: string, entry?: Entry]> {
    const given = this.connection.xinfo('STREAM', this.key);
    const entries = this.connection.xrevrange(this.key, '+', '-', 'COUNT', 1);
    try {
      const [info, [entry]] = await Promise.all([given, entries]);
      return Array.isArray(info) ? [String(info[info.indexOf('last-generated-id') + 1]), entry] : [];
    } catch (error) {
      if (isOfAnotherType(error)) await this.connection.del(this.key);
      else if (!(error instanceof Error && error.message.includes('no such key'))) throw error;
      return [];
    } finally {
      await Promise.allSettled([given, entries]);
    }
  }

  /** The key holds something else than a stream. */
  private readonly noStream = (error: unknown): undefined => {
    if (!isOfAnotherType(error)) throw error;
  };

  /** undefined for an entry that no relay of the source signed as it is. */
  private eventOf([id, fields]: Entry): StreamedEvent | undefined {
    const field = (name: string): string => fields[fields.indexOf(name) + 1] ?? '';
    const [log, name, payload, at] = [field('log'), field('name'), field('payload'), field('at')];
    if (!this.signer.isSigned(signedText(id, log, name, payload, at), field('signature'))) return undefined;
    return { position: positionOf(id), log, name, payload: JSON.parse(payload), createdAt: at };
  }
}
