import { test } from '@jest/globals';
import fc from 'fast-check';
import { fillPage, type Place } from '../src/publications/fill-page.js';
import { placesOf } from '../src/publications/positions.js';
import { type FeedPage, type FeedWorld, histories, ownerOf } from './feed-histories.js';
import { runHistory } from './feed-model.js';

interface Row {
  readonly thing: number;
  readonly place: Place;
  isWithdrawn: boolean;
}

/** The logic of the service on arrays: places, pages, and what is asked for at each read. */
class ArrayFeed implements FeedWorld {
  private clock = 0;
  private rows: Row[] = [];
  private readonly visible = new Set<number>();
  private readonly follows = new Set<string>();
  private readonly hidden = new Set<number>();

  async publish(thing: number): Promise<void> {
    this.visible.add(thing);
    const { positions, clock } = placesOf(this.clock, [new Date(1_000).toISOString()]); // all at one moment
    this.clock = clock;
    this.rows.push({ thing, place: [positions[0] ?? 0, this.rows.length + 1], isWithdrawn: false });
  }

  async hide(thing: number, announced: boolean): Promise<void> {
    this.visible.delete(thing);
    if (announced) this.withdraw(thing, true);
  }

  async show(thing: number): Promise<void> {
    this.visible.add(thing);
    this.withdraw(thing, false);
  }

  async delete(thing: number, announced: boolean): Promise<void> {
    this.visible.delete(thing);
    if (announced) this.rows = this.rows.filter((row) => row.thing !== thing);
  }

  async follow(reader: number, person: number): Promise<void> {
    this.follows.add(`${reader} ${person}`);
  }

  async unfollow(reader: number, person: number): Promise<void> {
    this.follows.delete(`${reader} ${person}`);
  }

  block(reader: number, person: number): Promise<void> {
    return this.unfollow(reader, person);
  }

  async unblock(): Promise<void> {}

  async ban(person: number): Promise<void> {
    this.hidden.add(person);
  }

  async lift(person: number): Promise<void> {
    this.hidden.delete(person);
  }

  async page(reader: number, limit: number, cursor?: string): Promise<FeedPage> {
    const after: Place | undefined = cursor === undefined ? undefined : JSON.parse(cursor);
    const { items, next } = await fillPage(
      {
        rowsAfter: async (place, most) => this.behind(reader, place).slice(0, most),
        placeOf: ({ place }: Row) => place,
        visible: async (rows) => new Map(rows.filter(({ thing }) => this.visible.has(thing)).map((row) => [row, row.thing])),
      },
      limit,
      after,
    );
    return { things: items, cursor: next ? JSON.stringify(next) : null };
  }

  private behind(reader: number, place: Place | undefined): Row[] {
    const isMine = ({ thing, isWithdrawn }: Row) =>
      !isWithdrawn && !this.hidden.has(ownerOf(thing)) && this.follows.has(`${reader} ${ownerOf(thing)}`);
    const order = (a: Place, b: Place) => b[0] - a[0] || b[1] - a[1];
    const isBehind = (row: Row) => place === undefined || order(place, row.place) < 0;
    return this.rows.filter((row) => isMine(row) && isBehind(row)).sort((a, b) => order(a.place, b.place));
  }

  private withdraw(thing: number, isWithdrawn: boolean): void {
    for (const row of this.rows) if (row.thing === thing) row.isWithdrawn = isWithdrawn;
  }
}

test('in 10,000 histories each page has what is visible then, and a walk neither misses a thing nor has it twice', async () => {
  await fc.assert(
    fc.asyncProperty(histories, (steps) => runHistory(new ArrayFeed(), steps)),
    { numRuns: 10_000 },
  );
});
