import { beside, type FeedPage, type FeedStep, type FeedWorld, isAlbum, ownerOf, READERS } from './feed-histories.js';

/** Cheaper than `expect`, for ten thousand histories. */
function hold(isTrue: boolean, rule: string, found: unknown): void {
  if (!isTrue) throw new Error(`${rule}: ${JSON.stringify(found)}`);
}

type State = 'public' | 'private' | 'deleted';

/** A reader's way through the pages: what was seen, and what has been visible since its beginning. */
interface Walk {
  cursor: string | undefined;
  seen: number[];
  steady: Set<number>;
}

/** The plain rules of a feed. A history runs against them and a world, and each page of the world is compared. */
class FeedModel {
  /** In the order of their first publication. */
  private readonly placed: number[] = [];
  /** As their owners set them. */
  private readonly states = new Map<number, State>();
  private readonly follows = new Set<string>();
  private readonly blocks = new Set<string>();
  private readonly banned = new Set<number>();
  private readonly walks = new Map<number, Walk>();

  constructor(private readonly world: FeedWorld) {}

  async run(steps: readonly FeedStep[]): Promise<void> {
    for (const step of steps) {
      await this.take(step);
      for (const [reader, { steady }] of this.walks)
        for (const thing of steady) if (!this.isEligible(reader, thing)) steady.delete(thing);
    }
    for (let reader = 1; reader <= READERS; reader += 1) {
      this.walks.delete(reader);
      do await this.page(reader, 2);
      while (this.walks.has(reader));
    }
  }

  private async take(step: FeedStep): Promise<void> {
    const { world, states } = this;
    switch (step.act) {
      case 'publish':
        if (states.has(step.thing)) return;
        return this.change(step.thing, 'public', true);
      case 'hide':
        if (states.get(step.thing) !== 'public') return;
        return this.change(step.thing, 'private', step.announced);
      case 'show':
        if (states.get(step.thing) !== 'private') return;
        return this.change(step.thing, 'public', true);
      case 'delete':
        if (!states.has(step.thing) || states.get(step.thing) === 'deleted') return;
        return this.change(step.thing, 'deleted', step.announced);
      case 'ban':
        this.banned.add(step.person);
        return world.ban(step.person);
      case 'lift':
        this.banned.delete(step.person);
        return world.lift(step.person);
      case 'page':
        return this.page(step.reader, step.limit);
      default:
        return this.relate(step.act, step.reader, step.person);
    }
  }

  /** A thing, and the albums that appear or disappear with a track: as media announces them. */
  private async change(thing: number, state: State, announced: boolean): Promise<void> {
    const affected = isAlbum(thing) ? [thing] : [thing, ...beside(thing)];
    const before = affected.map((each) => this.isShown(each));
    this.states.set(thing, state);
    for (const [at, each] of affected.entries()) {
      const isShown = this.isShown(each);
      if (each === thing && state === 'deleted') await this.world.delete(each, announced);
      else if (isShown && !before[at]) await this.appear(each);
      else if (!isShown && before[at]) await this.world.hide(each, announced);
    }
  }

  private async appear(thing: number): Promise<void> {
    if (this.placed.includes(thing)) return this.world.show(thing);
    this.placed.push(thing);
    return this.world.publish(thing);
  }

  /** An album is there for others while it is public and has a public track. */
  private isShown(thing: number): boolean {
    const isPublic = (each: number) => this.states.get(each) === 'public';
    return isPublic(thing) && (!isAlbum(thing) || beside(thing).some(isPublic));
  }

  private relate(act: 'follow' | 'unfollow' | 'block' | 'unblock', reader: number, person: number): Promise<void> {
    const key = `${reader} ${person}`;
    if (act === 'block') this.blocks.add(key);
    if (act === 'unblock') this.blocks.delete(key);
    if (act === 'unfollow' || act === 'block') this.follows.delete(key);
    if (act === 'follow') {
      if (this.blocks.has(key) || this.banned.has(person)) return Promise.resolve(); // it is refused
      this.follows.add(key);
    }
    return this.world[act](reader, person);
  }

  private isEligible(reader: number, thing: number): boolean {
    const person = ownerOf(thing);
    return this.isShown(thing) && this.follows.has(`${reader} ${person}`) && !this.banned.has(person);
  }

  private eligible(reader: number): number[] {
    return this.placed.filter((thing) => this.isEligible(reader, thing));
  }

  /** The next page of a reader: a walk goes on until its end. */
  private async page(reader: number, limit: number): Promise<void> {
    const walk = this.walks.get(reader) ?? { cursor: undefined, seen: [], steady: new Set(this.eligible(reader)) };
    const page: FeedPage = await this.world.page(reader, limit, walk.cursor);
    walk.seen.push(...page.things);
    hold(page.things.length <= limit, 'a page has more than its limit', page);
    hold(
      page.things.every((thing) => this.isEligible(reader, thing)),
      'a page has what is not visible',
      page,
    );
    const places = walk.seen.map((thing) => this.placed.indexOf(thing));
    hold(
      places.every((place, at) => at === 0 || place < (places[at - 1] ?? 0)),
      'a thing is out of its order, or there twice',
      walk.seen,
    );
    if (page.cursor !== null) {
      walk.cursor = page.cursor;
      this.walks.set(reader, walk);
      return;
    }
    const missing = [...walk.steady].filter((thing) => !walk.seen.includes(thing));
    hold(missing.length === 0, 'a walk has passed over what was always visible', missing);
    this.walks.delete(reader);
  }
}

export const runHistory = (world: FeedWorld, steps: readonly FeedStep[]): Promise<void> => new FeedModel(world).run(steps);
