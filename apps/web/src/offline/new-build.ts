/** Between two looks at the address of the client, however often its tab is opened. */
const PAUSE_MS = 5 * 60_000;
/** A tab that stays in sight looks this often. */
const INTERVAL_MS = 30 * 60_000;
/** The list of kept files has no address with a query: this one is always asked of the server. */
const LATEST = '/app/index.html?latest';

/** The scripts that this page began with. Their names follow from their content. */
const scripts = (): string[] =>
  [...document.querySelectorAll<HTMLScriptElement>('script[type="module"][src]')].map(({ src }) => new URL(src).pathname);

/** Whether the server has another build than the one of this page. Without an answer it has not. */
async function hasChanged(): Promise<boolean> {
  const answer = await fetch(LATEST, { cache: 'no-store' }).catch(() => undefined);
  if (!answer?.ok) return false;
  const page = await answer.text();
  return scripts().some((script) => !page.includes(script));
}

/**
 * Calls the listener once the server has a new build, or a file of this one could not be loaded. Returns the end of the
 * search.
 */
export function onNewBuild(listener: () => void): () => void {
  if (!import.meta.env.PROD) return () => undefined;
  let lookedAt = performance.now();
  const end = new AbortController();
  const { signal } = end;
  const report = () => {
    end.abort();
    listener();
  };
  const look = async () => {
    if (document.visibilityState !== 'visible' || performance.now() - lookedAt < PAUSE_MS) return;
    lookedAt = performance.now();
    if ((await hasChanged()) && !signal.aborted) report();
  };
  const timer = setInterval(() => void look(), INTERVAL_MS);
  signal.addEventListener('abort', () => clearInterval(timer));
  document.addEventListener('visibilitychange', () => void look(), { signal });
  addEventListener('vite:preloadError', report, { signal });
  return () => end.abort();
}
