import { kept } from './kept.js';
import { TabRecords } from './tab-records.js';

/** With the lock of this name; where the browser has no locks, at once. */
export const whenFree = (name: string, work: () => Promise<void>): Promise<void> =>
  'locks' in navigator ? navigator.locks.request(name, work).then(() => undefined) : Promise.resolve().then(work);

/** Of the records of unsent messages, and of the wake of the service worker that sends them. */
export const UNSENT = 'unsent';

/**
 * The messages that wait for a connection outlast their tab: another tab, the next one, or the service worker sends them.
 * Where the browser has no locks (an address without TLS), a start takes over all records: a message that two tabs send is
 * stored once.
 */
export const openUnsent = (): TabRecords =>
  new TabRecords(UNSENT, {
    kept,
    id: crypto.getRandomValues(new Uint32Array(4)).join('-'), // randomUUID needs TLS
    channel: new BroadcastChannel('veza.unsent'),
    whenFree,
  });
