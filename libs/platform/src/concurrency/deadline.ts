/**
 * A signal that aborts with `stop`, or after `ms` milliseconds; `clear` when the work is done. Instead of
 * `AbortSignal.any` with `AbortSignal.timeout`: Node 20 collects the inner signal, and the time limit never comes.
 */
export function deadline(stop: AbortSignal, ms: number): { signal: AbortSignal; clear(): void } {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new DOMException(`Not done within ${ms} ms`, 'TimeoutError')), ms);
  return { signal: AbortSignal.any([stop, late.signal]), clear: () => clearTimeout(timer) };
}
