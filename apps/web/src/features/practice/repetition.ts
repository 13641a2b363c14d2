export const REPETITIONS = ['once', 'daily', 'weekly', 'fortnightly', 'monthly'] as const;
export type Repetition = (typeof REPETITIONS)[number];

const RULES: Record<Repetition, string | undefined> = {
  once: undefined,
  daily: 'FREQ=DAILY',
  weekly: 'FREQ=WEEKLY',
  fortnightly: 'FREQ=WEEKLY;INTERVAL=2',
  monthly: 'FREQ=MONTHLY',
};

/** The rule of RFC 5545; none for a single appointment. */
export function ruleOf(repetition: Repetition, count: number): string | undefined {
  const rule = RULES[repetition];
  return rule && `${rule};COUNT=${count}`;
}
