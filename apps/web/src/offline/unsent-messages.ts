import type { ChatState, ChatStore } from '@veza/sdk/chat';
import { kept } from './kept.js';
import { becomesKeeper } from './keeper.js';

const KEY = 'unsent';
const LOCK = 'veza.unsent';
const isKeeper =
  'locks' in navigator
    ? becomesKeeper((signal, granted) => navigator.locks.request(LOCK, { signal }, granted), new BroadcastChannel(LOCK))
    : Promise.resolve(false);

/** The messages that wait for a connection outlast the page. A second tab has its own in memory. */
export const unsentMessages: ChatStore = {
  read: async () => ((await isKeeper) ? kept.read<ChatState>(KEY) : undefined),
  write: async (state) => ((await isKeeper) ? kept.write(KEY, state) : undefined),
};
