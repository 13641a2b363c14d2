import type { Playable } from './playable.js';

/** A track in the queue. One track may stand there twice, so the entry has a key of its own. */
export interface QueueEntry {
  readonly key: number;
  readonly track: Playable;
  /** "Play next" has put it there: a further one stands behind it. */
  readonly isNext?: boolean;
}

/** Tracks in the order in which they are played, and which one is played; `at` is -1 without a track. */
export interface Queue {
  readonly entries: readonly QueueEntry[];
  readonly at: number;
  /** While the queue is shuffled: the keys in the order before, which comes back. */
  readonly order?: readonly number[] | undefined;
}

/** What comes after the last track, or after each. */
export type Repeat = 'off' | 'all' | 'one';

export const EMPTY: Queue = { entries: [], at: -1 };
/** A longer list begins with the track that was pressed. */
export const MOST_ENTRIES = 500;

let lastKey = 0;
const entryOf = (track: Playable): QueueEntry => ({ key: (lastKey += 1), track });

export const currentOf = ({ entries, at }: Queue): QueueEntry | undefined => entries[at];

export function startWith(tracks: readonly Playable[], at: number): Queue {
  const first = tracks.length > MOST_ENTRIES ? at : 0;
  return { entries: tracks.slice(first, first + MOST_ENTRIES).map(entryOf), at: at - first };
}

/** A queue of an earlier page: its keys are not given again. */
export function revived(queue: Queue): Queue {
  lastKey = Math.max(lastKey, ...queue.entries.map(({ key }) => key));
  return queue;
}

/** Behind the present track and those that were put there before, before all others. */
export function insertNext({ entries, at, order }: Queue, track: Playable): Queue {
  const asked = entries.slice(at + 1).findIndex(({ isNext }) => isNext !== true);
  const place = asked === -1 ? entries.length : at + 1 + asked;
  const entry = { ...entryOf(track), ...(at >= 0 && { isNext: true }) };
  const before = entries[place - 1]?.key;
  return {
    entries: entries.toSpliced(place, 0, entry),
    at: Math.max(at, 0),
    order: order?.toSpliced(before === undefined ? 0 : order.indexOf(before) + 1, 0, entry.key),
  };
}

export function append({ entries, at, order }: Queue, track: Playable): Queue {
  const entry = entryOf(track);
  return { entries: [...entries, entry], at: Math.max(at, 0), order: order && [...order, entry.key] };
}

/** The next one takes the place of a removed present track; at the end, the one before. */
export function without({ entries, at, order }: Queue, key: number): Queue {
  const index = entries.findIndex((entry) => entry.key === key);
  if (index === -1) return { entries, at, order };
  const rest = entries.toSpliced(index, 1);
  return { entries: rest, at: Math.min(index < at ? at - 1 : at, rest.length - 1), order: order?.filter((each) => each !== key) };
}

/** An entry at another place; the present track stays the present one. */
export function placed(queue: Queue, key: number, to: number): Queue {
  const from = queue.entries.findIndex((entry) => entry.key === key);
  const entry = queue.entries[from];
  if (!entry || !(to in queue.entries) || to === from) return queue;
  const entries = queue.entries.toSpliced(from, 1).toSpliced(to, 0, entry);
  return { ...queue, entries, at: entries.findIndex((each) => each.key === currentOf(queue)?.key) };
}

/** The present track first, the others behind it in an order of chance. */
export function shuffled({ entries, at }: Queue, chance: () => number): Queue {
  const rest = entries.filter((_entry, index) => index !== at);
  for (let last = rest.length - 1; last > 0; last -= 1) {
    const other = Math.floor(chance() * (last + 1));
    const [a, b] = [rest[last], rest[other]];
    if (a && b) [rest[last], rest[other]] = [b, a];
  }
  return {
    entries: [...entries.slice(at, at + 1), ...rest],
    at: entries.length === 0 ? -1 : 0,
    order: entries.map(({ key }) => key),
  };
}

/** The order before the shuffle. */
export function unshuffled(queue: Queue): Queue {
  const { order } = queue;
  if (!order) return queue;
  const entries = queue.entries.toSorted((a, b) => order.indexOf(a.key) - order.indexOf(b.key));
  return { entries, at: entries.findIndex(({ key }) => key === currentOf(queue)?.key) };
}

/** Undefined when there is no track so far away; a queue that is repeated goes on at its other end. */
export function moved(queue: Queue, by: number, repeat: Repeat = 'off'): Queue | undefined {
  const { length } = queue.entries;
  const at = repeat === 'off' || length === 0 ? queue.at + by : (queue.at + by + length) % length;
  return at in queue.entries ? { ...queue, at } : undefined;
}

/** What is played when the present track has ended. */
export const following = (queue: Queue, repeat: Repeat): Queue | undefined =>
  repeat === 'one' && queue.at >= 0 ? queue : moved(queue, 1, repeat);
