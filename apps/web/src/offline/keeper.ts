/** The longest wait for a page that is being left, and for the answer of a tab. */
const LONGEST_MS = 5_000;

/** Asks for the one lock of these messages. It is given back when the page ends. */
export type RequestLock = (signal: AbortSignal, granted: () => Promise<never>) => Promise<never>;

/**
 * One tab at a time keeps the unsent messages: resolves to whether it is this one. After a reload the lock of the page before
 * it is free as soon as that page is gone, which takes long on a slow machine. A tab that lives answers, and that page does not.
 */
export function becomesKeeper(request: RequestLock, channel: BroadcastChannel): Promise<boolean> {
  return new Promise((resolve) => {
    const search = new AbortController();
    const limit = setTimeout(() => search.abort(), LONGEST_MS);
    const end = (isKeeper: boolean) => {
      clearTimeout(limit);
      resolve(isKeeper);
    };
    const granted = () => {
      channel.onmessage = ({ data }) => data === 'who' && channel.postMessage('kept');
      channel.postMessage('kept'); // to a tab that asked a moment before
      end(true);
      return new Promise<never>(() => undefined);
    };
    channel.onmessage = ({ data }) => data === 'kept' && search.abort();
    request(search.signal, granted).catch(() => end(false));
    channel.postMessage('who');
  });
}
