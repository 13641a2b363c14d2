import { invalid, MOST_OCCURRENCES } from '@veza/contracts';
import { RRuleTemporal } from 'rrule-temporal';
import { offsetAt } from '../../practice/time/cabinet-time.js';

/** Dates and candidates that a rule may look at: enough for 52 occurrences, and milliseconds for a rule without any. */
const MOST_STEPS = 10_000;

/** The instants of a rule of RFC 5545 from a first one on, in a time zone: each keeps the time of the local clock. */
export function occurrencesOf(rule: string, first: Date, timezone: string): Date[] {
  const wall = new Date(first.getTime() + offsetAt(first.getTime(), timezone)).toISOString();
  const start = wall.slice(0, 19).replaceAll(/[-:]/g, '');
  const found = expanded(`DTSTART;TZID=${timezone}:${start}\nRRULE:${rule}`);
  if (found.length === 0) throw invalid('rule', 'must have an occurrence');
  if (found.length > MOST_OCCURRENCES) throw invalid('rule', `must have at most ${MOST_OCCURRENCES} occurrences`);
  return found;
}

function expanded(rruleString: string): Date[] {
  try {
    const rule = new RRuleTemporal({ rruleString, maxIterations: MOST_STEPS, maxCandidateEvaluations: MOST_STEPS });
    return rule.all((_, index) => index <= MOST_OCCURRENCES).map(({ epochMilliseconds }) => new Date(epochMilliseconds));
  } catch {
    throw invalid('rule', 'must be a rule of RFC 5545 with an occurrence soon');
  }
}
