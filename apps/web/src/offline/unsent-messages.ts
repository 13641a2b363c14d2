import type { ChatState, ChatStore } from '@veza/sdk/chat';
import { kept } from './kept.js';

const KEY = 'unsent';
/** The page before a reload releases its lock within this time. */
const RELEASE_MS = 300;

/** One tab at a time keeps its messages: resolves to whether it is this one. */
const isKeeper = new Promise<boolean>((resolve) => {
  if (!('locks' in navigator)) return resolve(false);
  const untilTheEnd = () => {
    resolve(true);
    return new Promise<never>(() => undefined);
  };
  navigator.locks.request('veza.unsent', { signal: AbortSignal.timeout(RELEASE_MS) }, untilTheEnd).catch(() => resolve(false));
});

/** The messages that wait for a connection outlast the page. A second tab has its own in memory. */
export const unsentMessages: ChatStore = {
  read: async () => ((await isKeeper) ? kept.read<ChatState>(KEY) : undefined),
  write: async (state) => ((await isKeeper) ? kept.write(KEY, state) : undefined),
};
