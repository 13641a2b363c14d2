import fc from 'fast-check';

/** Tracks 1 to 8, whose owners are the people 1 to 4; the albums of all tracks of 1 and of 2; and two readers. */
export const TRACKS = 8;
export const ALBUMS = 2;
export const THINGS = TRACKS + ALBUMS;
export const PEOPLE = 4;
export const READERS = 2;
export const ownerOf = (thing: number): number => ((thing - 1) % PEOPLE) + 1;
export const isAlbum = (thing: number): boolean => thing > TRACKS;

const things = Array.from({ length: THINGS }, (_, i) => i + 1);
/** Tracks of an album, and albums of a track. */
export const beside = (thing: number): number[] =>
  things.filter((other) => isAlbum(other) !== isAlbum(thing) && ownerOf(other) === ownerOf(thing));

export interface FeedPage {
  readonly things: readonly number[];
  readonly cursor: string | null;
}

/** What a history does to: the service on Postgres, or its logic on arrays. `announced`: the event of a change arrives too. */
export interface FeedWorld {
  publish(thing: number): Promise<void>;
  hide(thing: number, announced: boolean): Promise<void>;
  show(thing: number): Promise<void>;
  delete(thing: number, announced: boolean): Promise<void>;
  follow(reader: number, person: number): Promise<void>;
  unfollow(reader: number, person: number): Promise<void>;
  block(reader: number, person: number): Promise<void>;
  unblock(reader: number, person: number): Promise<void>;
  ban(person: number): Promise<void>;
  lift(person: number): Promise<void>;
  page(reader: number, limit: number, cursor?: string): Promise<FeedPage>;
}

const thing = fc.integer({ min: 1, max: THINGS });
const person = fc.integer({ min: 1, max: PEOPLE });
const reader = fc.integer({ min: 1, max: READERS });
const announced = fc.boolean();

const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ act: fc.constant('publish' as const), thing }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constantFrom('hide' as const, 'delete' as const), thing, announced }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('show' as const), thing }) },
  { weight: 4, arbitrary: fc.record({ act: fc.constant('follow' as const), reader, person }) },
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constantFrom('unfollow' as const, 'block' as const, 'unblock' as const), reader, person }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constantFrom('ban' as const, 'lift' as const), person }) },
  { weight: 6, arbitrary: fc.record({ act: fc.constant('page' as const), reader, limit: fc.integer({ min: 1, max: 3 }) }) },
);
export type FeedStep = typeof step extends fc.Arbitrary<infer Step> ? Step : never;

/** It begins with people who follow and things that are there, so that pages have something. */
export const histories = fc
  .array(step, { minLength: 1, maxLength: 30 })
  .map((steps): FeedStep[] => [
    { act: 'follow', reader: 1, person: 1 },
    { act: 'follow', reader: 1, person: 2 },
    { act: 'publish', thing: 1 },
    { act: 'publish', thing: 2 },
    { act: 'publish', thing: 5 },
    ...steps,
  ]);
