import { clear, del, get, keys, set } from 'idb-keyval';

/** The part of it that a class asks for. */
export type Kept<Part extends keyof typeof kept> = Pick<typeof kept, Part>;

/**
 * What this browser keeps of a session for a start without connection: the latest reads that ask for it, and unsent messages.
 * It ends with the session. A browser may forbid it: then nothing is kept.
 */
export const kept = {
  read: <T>(key: string): Promise<T | undefined> => get<T>(key).catch(() => undefined),
  write: (key: string, value: unknown): Promise<void> => set(key, value).catch(() => undefined),
  remove: (key: string): Promise<void> => del(key).catch(() => undefined),
  names: async (): Promise<string[]> => (await keys().catch(() => [])).map(String),
  clear: (): Promise<void> => clear().catch(() => undefined),
};
