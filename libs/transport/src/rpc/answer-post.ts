import { Cluster } from 'ioredis';
import type { RedisConnection } from '../redis/open-redis.js';
import { Turn } from './turn.js';

/** Characters after which a message of answers is sent at once; a subscriber that falls behind is cut off by Redis. */
const FULL = 256 * 1_024;

interface Parcel {
  answers: string[];
  chars: number;
}

/** Sends answers to their callers: all that are due to one caller in the same tick leave as one message. */
export class AnswerPost {
  readonly #parcels = new Map<string, Parcel>();
  readonly #turn = new Turn(() => this.#dispatchAll());
  #last: Promise<unknown> = Promise.resolve();

  constructor(private readonly connection: RedisConnection) {}

  send(channel: string, answer: string): void {
    let parcel = this.#parcels.get(channel);
    if (!parcel) {
      parcel = { answers: [], chars: 0 };
      this.#parcels.set(channel, parcel);
    }
    this.#turn.due();
    parcel.answers.push(answer);
    parcel.chars += answer.length;
    if (parcel.chars > FULL) this.#dispatch(channel);
  }

  /** Resolves when everything that was sent has reached Redis, or is known not to. */
  async flush(): Promise<void> {
    this.#dispatchAll();
    await this.#last;
  }

  publish(channel: string, message: string): Promise<unknown> {
    const sent =
      this.connection instanceof Cluster ? this.connection.spublish(channel, message) : this.connection.publish(channel, message);
    // Redis away: the caller is told by his own connection, which broke as well.
    return sent.catch(() => undefined);
  }

  #dispatchAll(): void {
    for (const channel of [...this.#parcels.keys()]) this.#dispatch(channel);
  }

  #dispatch(channel: string): void {
    const parcel = this.#parcels.get(channel);
    if (!parcel) return;
    this.#parcels.delete(channel);
    this.#last = this.publish(channel, `[${parcel.answers.join(',')}]`);
  }
}
