import type { Playable } from './playable.js';

/** A track in the queue. One track may stand there twice, so the entry has a key of its own. */
export interface QueueEntry {
  readonly key: number;
  readonly track: Playable;
}

/** Tracks in their order, and which one is played; `at` is -1 without a track. */
export interface Queue {
  readonly entries: readonly QueueEntry[];
  readonly at: number;
}

export const EMPTY: Queue = { entries: [], at: -1 };

let lastKey = 0;
const entryOf = (track: Playable): QueueEntry => ({ key: (lastKey += 1), track });

export const currentOf = ({ entries, at }: Queue): QueueEntry | undefined => entries[at];
export const startWith = (tracks: readonly Playable[], at: number): Queue => ({ entries: tracks.map(entryOf), at });

/** Behind the present track, before all others. */
export function insertNext({ entries, at }: Queue, track: Playable): Queue {
  return { entries: entries.toSpliced(at + 1, 0, entryOf(track)), at: Math.max(at, 0) };
}

/** The next one takes the place of a removed present track; at the end, the one before. */
export function without({ entries, at }: Queue, key: number): Queue {
  const index = entries.findIndex((entry) => entry.key === key);
  if (index === -1) return { entries, at };
  const rest = entries.toSpliced(index, 1);
  return { entries: rest, at: Math.min(index < at ? at - 1 : at, rest.length - 1) };
}

/** Undefined when there is no track so far away. */
export function moved(queue: Queue, by: number): Queue | undefined {
  const at = queue.at + by;
  return at in queue.entries ? { ...queue, at } : undefined;
}
