/** A thing that came so much later than it happened is put at its time: it was there before the feed, or an outage delayed it. */
const LATE_US = 10 * 60 * 1_000_000;

/**
 * The places of things that are published now, and the last position after them. A position is a time in microseconds; in
 * time each is above all before it, so a reader of a page has read everything above its end. Two late things can
 * have one position: their rows have an order too.
 *
 * @param clock the last position
 * @param times ISO 8601
 */
export function placesOf(clock: number, times: readonly string[]): { positions: number[]; clock: number } {
  let last = clock;
  const positions = times.map((at) => {
    const position = Date.parse(at) * 1_000;
    if (position < clock - LATE_US) return position;
    last = Math.max(last + 1, position);
    return last;
  });
  return { positions, clock: last };
}
