import fc from 'fast-check';

/**
 * One thing that happens. The numbers choose among who and what there is at that moment, so that any part of a history is
 * a history too, and a failing one can be cut down.
 */
export interface Step {
  readonly does: Deed;
  readonly who: number;
  readonly what: number;
  /** Milliseconds until the next step. */
  readonly then: number;
}

const TALK = ['send', 'write', 'resend', 'edit', 'remove', 'react', 'unreact'] as const;
const ROOM = ['join', 'rejoin', 'leave', 'ban', 'unban'] as const;
const LINE = ['cut', 'cutUnnoticed', 'goodbye'] as const;
const TROUBLE = ['kill', 'drain', 'lose', 'deafen', 'redisAway', 'wipe', 'stumbleBefore', 'stumbleAfter'] as const;
const DEEDS = [...TALK, ...ROOM, ...LINE, ...TROUBLE];
export type Deed = (typeof DEEDS)[number];

/** What a history is about: what happens more often than everything else, and among how many people and things. */
interface Theme {
  readonly deeds: Partial<Record<Deed, number>>;
  readonly among: number;
  /** Whether the rest happens too. */
  readonly mixed: boolean;
}

/** Where the same few things happen to the same few people, they meet in ways in which they hardly do otherwise. */
const THEMES: readonly Theme[] = [
  {
    mixed: true,
    among: 12,
    deeds: { send: 8, write: 3, resend: 2, edit: 2, remove: 2, react: 2, join: 3, cut: 4, kill: 2, lose: 3 },
  },
  { mixed: false, among: 4, deeds: { send: 3, join: 6, rejoin: 2, leave: 4, ban: 8, unban: 3, cut: 3, edit: 1, redisAway: 1 } },
  {
    mixed: false,
    among: 2,
    deeds: { send: 3, edit: 4, remove: 3, react: 4, unreact: 3, rejoin: 3, ban: 1, cut: 2, lose: 1, kill: 1 },
  },
  {
    mixed: false,
    among: 4,
    deeds: { send: 4, write: 6, resend: 1, rejoin: 1, cut: 6, cutUnnoticed: 2, kill: 2, drain: 2, lose: 2, wipe: 1 },
  },
];

const PAUSES = [0, 0, 0, 0, 1, 2, 5, 10, 15, 30, 60, 120, 400, 1_000, 1_020, 1_100, 2_600];

export const steps: fc.Arbitrary<Step[]> = fc.oneof(...THEMES.map(stepsOf));

function stepsOf({ deeds, among, mixed }: Theme): fc.Arbitrary<Step[]> {
  const step = fc.record({
    does: fc.constantFrom(...DEEDS.flatMap((deed) => new Array<Deed>(deeds[deed] ?? Number(mixed)).fill(deed))),
    who: fc.nat(among - 1),
    what: fc.nat(among - 1),
    then: fc.constantFrom(...PAUSES),
  });
  return fc.array(step, { minLength: 1, maxLength: 14, size: 'max' });
}
