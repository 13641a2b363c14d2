interface Waiting<Item> {
  wants: (item: Item) => boolean;
  take: (item: Item) => void;
}

/** What has arrived on a connection, and waiting for it. Each item is taken once. */
export class Inbox<Item> {
  /** Everything that ever arrived, in order. */
  readonly seen: Item[] = [];
  private readonly untaken: Item[] = [];
  private readonly waiting: Waiting<Item>[] = [];

  constructor(private readonly show: (item: Item) => string) {}

  push(item: Item): void {
    this.seen.push(item);
    const at = this.waiting.findIndex(({ wants }) => wants(item));
    if (at < 0) this.untaken.push(item);
    else this.waiting.splice(at, 1)[0]?.take(item);
  }

  /** The first item that fits and that nobody has taken: here already, or still to come. */
  next(what: string, wants: (item: Item) => boolean, ms = 5_000): Promise<Item> {
    const at = this.untaken.findIndex(wants);
    const here = this.untaken[at];
    if (here !== undefined) {
      this.untaken.splice(at, 1);
      return Promise.resolve(here);
    }
    const late = new Error(); // made now, so that its stack says who waits
    return new Promise((resolve, reject) => {
      const waiter: Waiting<Item> = {
        wants,
        take: (item) => {
          clearTimeout(timer);
          resolve(item);
        },
      };
      const timer = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(waiter), 1);
        late.message = `no ${what} within ${ms} ms; the last to arrive: ${this.seen.slice(-8).map(this.show).join(', ') || 'nothing'}`;
        reject(late);
      }, ms);
      this.waiting.push(waiter);
    });
  }
}
