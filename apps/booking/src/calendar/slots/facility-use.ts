import type { Span } from '../../practice/time/cabinet-time.js';
import type { FacilitySpans } from '../busy/facility-times.repository.js';

/**
 * For slots in order of time: until when no room or device is free for all of the slot; undefined if one is, or if none is
 * needed. A slot that begins earlier than the returned instant meets the same spans.
 */
export function untilOneIsFree(facilities: FacilitySpans | undefined): (slot: Span) => number | undefined {
  if (!facilities) return () => undefined;
  const next = facilities.map(() => 0);
  return ({ start, end }) => {
    let until = Infinity;
    for (const [index, spans] of facilities.entries()) {
      let at = next[index] ?? 0;
      while ((spans[at]?.end ?? Infinity) <= start) at += 1;
      next[index] = at;
      const span = spans[at];
      if (!span || span.start >= end) return undefined;
      until = Math.min(until, span.end);
    }
    return until;
  };
}

/** The first of them that is free for all of the slot, as the booking takes it; undefined if none is. */
export function firstFree(facilities: FacilitySpans, { start, end }: Span): number | undefined {
  const index = facilities.findIndex((spans) => spans.every((span) => span.end <= start || span.start >= end));
  return index === -1 ? undefined : index;
}
