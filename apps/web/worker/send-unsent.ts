import { Veza } from '@veza/sdk';
import { Chat } from '@veza/sdk/chat';
import { kept } from '../src/offline/kept.js';
import { openUnsent, UNSENT } from '../src/offline/unsent-messages.js';

declare const self: ServiceWorkerGlobalScope;

/** Browsers end a worker that needs longer. */
const LONGEST_MS = 60_000;

/**
 * Sends what pages have left unsent, in the session of this browser. With a page open it is the page that sends. Rejects
 * while something is left, so that the browser wakes the worker again later.
 */
export async function sendUnsent(): Promise<void> {
  const isEmpty = !(await kept.names()).some((name) => name.startsWith(`${UNSENT}:`));
  if (isEmpty) return;
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (pages.length > 0) throw new Error('A page is open');
  const veza = new Veza({ baseUrl: self.location.origin, session: 'cookie' });
  if (!(await veza.resume())) return; // a sign-out elsewhere: the next start forgets the messages
  const store = openUnsent();
  const chat = new Chat(veza, { store });
  const end = AbortSignal.timeout(LONGEST_MS);
  const tooLong = new Promise<never>((_, reject) => end.addEventListener('abort', () => reject(end.reason)));
  try {
    chat.connect();
    await Promise.race([store.takenOver(), tooLong]);
    const sending = chat.outgoing().filter(({ state }) => state === 'sending');
    await Promise.race([Promise.allSettled(sending.map((message) => chat.settled(message))), tooLong]);
  } finally {
    chat.close();
    store.end();
  }
}
