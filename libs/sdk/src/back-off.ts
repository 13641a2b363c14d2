// Weak primitive: spreads repeated attempts.

/** A random time of an exponentially growing range (full jitter), so that clients do not come back together. */
export function backOff(failures: number, { firstMs, longestMs }: { firstMs: number; longestMs: number }): number {
  return Math.random() * Math.min(longestMs, firstMs * 2 ** failures);
}

/** Resolves after a time, or early, without an error, when the signal aborts. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener('abort', end);
  });
}
