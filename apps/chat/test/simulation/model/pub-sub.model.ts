import type { PubSub } from '@veza/platform';

type Listener = (text: string) => void;

/** The ways to Redis and back. Each way keeps its order, with its own delays. */
export interface Links {
  toServer(arrive: () => void): void;
  toClient(arrive: () => void): void;
  /** No reply came within the timeout of a command. */
  timeOut(reply: () => void): void;
}

/** The pub/sub of a Redis: a message is delivered to the subscribers at its arrival, in one order for all. */
export class PubSubServer {
  private readonly subscribers = new Map<string, Set<PubSubModel>>();
  away = false;
  /** The number of next messages to lose. */
  toLose = 0;
  /** What has arrived since it was frozen; undefined while it runs. */
  private waiting?: (() => void)[];

  /** It takes nothing until `thaw`. Connections stay. */
  freeze(): void {
    this.waiting ??= [];
  }

  thaw(): void {
    const { waiting = [] } = this;
    this.waiting = undefined;
    for (const each of waiting) each();
  }

  /** It is killed, after every connection to it has ended: what has arrived is lost, and so is every subscription. */
  stop(): void {
    this.away = true;
    this.thaw();
    this.subscribers.clear();
  }

  get isFrozen(): boolean {
    return this.waiting !== undefined;
  }

  /** Runs what has arrived, now or when it goes on. */
  run(work: () => void): void {
    if (this.waiting) this.waiting.push(work);
    else work();
  }

  subscribe(channel: string, subscriber: PubSubModel): void {
    const all = this.subscribers.get(channel) ?? new Set();
    this.subscribers.set(channel, all.add(subscriber));
  }

  unsubscribe(channel: string, subscriber: PubSubModel): void {
    this.subscribers.get(channel)?.delete(subscriber);
  }

  publish(channel: string, text: string): void {
    if (this.away) return;
    if (this.toLose > 0) {
      this.toLose -= 1;
      return;
    }
    for (const each of this.subscribers.get(channel) ?? []) each.deliver(channel, text);
  }

  count(channel: string): number {
    return this.subscribers.get(channel)?.size ?? 0;
  }

  /** The connection of a subscriber has ended, and with it all its subscriptions. */
  forget(subscriber: PubSubModel): void {
    for (const each of this.subscribers.values()) each.delete(subscriber);
  }
}

type Contract = Pick<PubSub, 'subscribe' | 'unsubscribe' | 'publish' | 'subscriberCount' | 'isConnected' | 'onReconnect'>;

/** The bus of one replica. */
export class PubSubModel implements Contract {
  private readonly listeners = new Map<string, Listener>();
  private readonly reconnectListeners: (() => void)[] = [];
  /** The number of its connection; messages on their way over an older one are lost. */
  private connection = 1;
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
    this.links.toServer(() => this.server.run(() => this.server.publish(channel, text)));
  }

  subscriberCount(channel: string): Promise<number> {
    return new Promise((resolve, reject) =>
      this.links.toServer(() => {
        if (this.server.away) return this.links.toClient(() => reject(new Error('Redis is away')));
        if (this.server.isFrozen) this.links.timeOut(() => reject(new Error('Command timed out')));
        this.server.run(() => {
          const count = this.server.count(channel);
          this.links.toClient(() => (this.server.away ? reject(new Error('Redis is away')) : resolve(count)));
        });
      }),
    );
  }

  get isConnected(): boolean {
    return this.connected && !this.server.away;
  }

  onReconnect(listener: () => void): void {
    this.reconnectListeners.push(listener);
  }

  /** Called by the server. */
  deliver(channel: string, text: string): void {
    const { connection } = this;
    this.links.toClient(() => {
      if (connection === this.connection) this.listeners.get(channel)?.(text);
    });
  }

  disconnect(): void {
    this.connected = false;
    this.connection += 1;
    this.server.run(() => this.server.forget(this));
  }

  async reconnect(): Promise<void> {
    if (this.connected || this.server.away) return;
    this.connected = true;
    await Promise.all([...this.listeners.keys()].map((channel) => this.subscribeAtServer(channel)));
    for (const listener of this.reconnectListeners) listener();
  }

  private subscribeAtServer(channel: string): Promise<void> {
    return new Promise((resolve) => {
      if (!this.connected) return this.links.toClient(resolve); // disconnected: reconnect() subscribes
      this.atServer(() => {
        this.server.subscribe(channel, this);
        this.links.toClient(resolve);
      }, resolve);
    });
  }

  private atServer(work: () => void, lost: () => void = () => undefined): void {
    const { connection } = this;
    this.links.toServer(() => this.server.run(() => (connection === this.connection ? work() : this.links.toClient(lost))));
  }
}
