/** Where something arrived in Redis that no service wrote. */
export type ForeignPlace = 'requests' | 'replies' | 'events';

type Listener = (place: ForeignPlace) => void;

const listeners = new Set<Listener>();

/**
 * Called for everything that this process drops because the key of no service made it, for its metrics. Only a program
 * with access to Redis adds such things, so a single one is an alarm. Each replica that reads an entry reports it, a
 * reader of events again until the entry is gone.
 */
export function onForeign(listener: Listener): void {
  listeners.add(listener);
}

export function countForeign(place: ForeignPlace): void {
  for (const listener of listeners) listener(place);
}

/** The key has the type of another program: everything that is done with it fails until it is deleted. */
export const isOfAnotherType = (error: unknown): boolean => error instanceof Error && error.message.includes('WRONGTYPE');
