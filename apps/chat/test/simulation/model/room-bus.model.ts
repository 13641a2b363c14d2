import type { RoomBus } from '../../../src/bus/room-bus.js';

type Listener = (text: string) => void;

/** How something gets to Redis and from there to a subscriber: each way in its order, and in its time. */
export interface Links {
  toServer(arrive: () => void): void;
  toClient(arrive: () => void): void;
}

/** The publish and subscribe of a Redis: whoever is subscribed when a word arrives is told, all in the same order. */
export class PubSubServer {
  private readonly subscribers = new Map<string, Set<RoomBusModel>>();
  away = false;
  /** So many of the next words get lost. */
  losing = 0;

  subscribe(channel: string, who: RoomBusModel): void {
    const all = this.subscribers.get(channel) ?? new Set();
    this.subscribers.set(channel, all.add(who));
  }

  unsubscribe(channel: string, who: RoomBusModel): void {
    this.subscribers.get(channel)?.delete(who);
  }

  publish(channel: string, text: string): void {
    if (this.away) return;
    if (this.losing > 0) {
      this.losing -= 1;
      return;
    }
    for (const each of this.subscribers.get(channel) ?? []) each.told(channel, text);
  }

  count(channel: string): number {
    return this.subscribers.get(channel)?.size ?? 0;
  }

  /** The connection of a subscriber is gone, and with it all that it was subscribed to. */
  forget(who: RoomBusModel): void {
    for (const each of this.subscribers.values()) each.delete(who);
  }
}

type Contract = Pick<RoomBus, 'subscribe' | 'unsubscribe' | 'publish' | 'subscriberCount' | 'onReconnect'>;

/** One replica's bus. */
export class RoomBusModel implements Contract {
  private readonly listeners = new Map<string, Listener>();
  private readonly returns: (() => void)[] = [];
  /** Counts the connections that it has had; what was under way on an older one is lost. */
  private life = 1;
  private connected = true;

  constructor(
    private readonly server: PubSubServer,
    private readonly links: Links,
  ) {}

  subscribe(channel: string, listener: Listener): Promise<void> {
    this.listeners.set(channel, listener);
    return this.subscribeAtServer(channel);
  }

  unsubscribe(channel: string): void {
    this.listeners.delete(channel);
    this.atServer(() => this.server.unsubscribe(channel, this));
  }

  publish(channel: string, text: string): void {
    this.links.toServer(() => this.server.publish(channel, text));
  }

  subscriberCount(channel: string): Promise<number> {
    return new Promise((resolve, reject) =>
      this.links.toServer(() => {
        const count = this.server.count(channel);
        this.links.toClient(() => (this.server.away ? reject(new Error('Redis is away')) : resolve(count)));
      }),
    );
  }

  onReconnect(tell: () => void): void {
    this.returns.push(tell);
  }

  /** Called by the server. */
  told(channel: string, text: string): void {
    const { life } = this;
    this.links.toClient(() => {
      if (life === this.life) this.listeners.get(channel)?.(text);
    });
  }

  disconnect(): void {
    this.connected = false;
    this.life += 1;
    this.server.forget(this);
  }

  async reconnect(): Promise<void> {
    if (this.connected || this.server.away) return;
    this.connected = true;
    await Promise.all([...this.listeners.keys()].map((channel) => this.subscribeAtServer(channel)));
    for (const tell of this.returns) tell();
  }

  private subscribeAtServer(channel: string): Promise<void> {
    return new Promise((resolve) => {
      if (!this.connected) return this.links.toClient(resolve); // away: it is done when it is back
      this.atServer(() => {
        this.server.subscribe(channel, this);
        this.links.toClient(resolve);
      }, resolve);
    });
  }

  private atServer(work: () => void, lost: () => void = () => undefined): void {
    const { life } = this;
    this.links.toServer(() => (life === this.life ? work() : this.links.toClient(lost)));
  }
}
