interface Waiting<Item> {
  wants: (item: Item) => boolean;
  take: (item: Item) => void;
  giveUp: (why: string) => void;
}

/** Received items of a connection, and waiting for them. Each item is taken once. */
export class Inbox<Item> {
  /** All received items, in order. */
  readonly seen: Item[] = [];
  private readonly untaken: Item[] = [];
  private readonly waiting: Waiting<Item>[] = [];
  private over: string | undefined;

  constructor(private readonly show: (item: Item) => string) {}

  push(item: Item): void {
    this.seen.push(item);
    const at = this.waiting.findIndex(({ wants }) => wants(item));
    if (at < 0) this.untaken.push(item);
    else this.waiting.splice(at, 1)[0]?.take(item);
  }

  /** Ends the inbox: present and future waits fail with the reason. */
  end(why: string): void {
    this.over = why;
    for (const { giveUp } of this.waiting.splice(0)) giveUp(why);
  }

  /** The first matching item that was not taken yet, received already or in the future. */
  next(what: string, wants: (item: Item) => boolean, ms = 5_000): Promise<Item> {
    const at = this.untaken.findIndex(wants);
    const here = this.untaken[at];
    if (here !== undefined) {
      this.untaken.splice(at, 1);
      return Promise.resolve(here);
    }
    const late = new Error(); // created here, so that its stack shows the caller
    return new Promise((resolve, reject) => {
      const fail = (why: string): void => {
        late.message = `no ${what}: ${why}; last received: ${this.seen.slice(-8).map(this.show).join(', ') || 'nothing'}`;
        reject(late);
      };
      if (this.over !== undefined) return fail(this.over);
      const timer = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(waiter), 1);
        fail(`timed out after ${ms} ms`);
      }, ms);
      const waiter: Waiting<Item> = {
        wants,
        take: (item) => {
          clearTimeout(timer);
          resolve(item);
        },
        giveUp: (why) => {
          clearTimeout(timer);
          fail(why);
        },
      };
      this.waiting.push(waiter);
    });
  }
}
