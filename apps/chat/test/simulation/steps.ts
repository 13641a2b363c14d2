import fc from 'fast-check';

/**
 * One step of a history. Its numbers choose among the clients, rooms and messages of that moment. So any part of a
 * history is a history too, and a failing one can be cut down.
 */
export interface HistoryStep {
  readonly action: Action;
  /** Chooses the client or the replica. */
  readonly actor: number;
  /** Chooses the room or message, or a duration. */
  readonly object: number;
  /** Milliseconds until the next step. */
  readonly pauseMs: number;
}

const MESSAGING = ['send', 'sendDirect', 'resend', 'edit', 'remove', 'react', 'unreact'] as const;
const ROOM = ['join', 'rejoin', 'leave', 'ban', 'unban', 'block', 'unblock'] as const;
const LINE = ['cut', 'cutUnnoticed', 'vanish', 'mute', 'closeCleanly', 'slowLine', 'renew'] as const;
const FAULTS = [
  'kill',
  'drain',
  'losePublished',
  'breakSubscription',
  'stopRedis',
  'freezeRedis',
  'freezePostgres',
  'wipeRedis',
  'jumpClock',
  'failBefore',
  'failAfter',
] as const;
const ACTIONS = [...MESSAGING, ...ROOM, ...LINE, ...FAULTS];
export type Action = (typeof ACTIONS)[number];

/** The weights of the actions in a history, and the number of clients, rooms and messages among which they choose. */
interface Theme {
  readonly weights: Partial<Record<Action, number>>;
  readonly among: number;
  /** Whether the other actions occur too. */
  readonly mixed: boolean;
}

/** With few different actions on few clients and rooms, rare combinations occur more often. */
const THEMES: readonly Theme[] = [
  {
    mixed: true,
    among: 12,
    weights: { send: 8, sendDirect: 3, resend: 2, edit: 2, remove: 2, react: 2, join: 3, cut: 4, kill: 2, losePublished: 3 },
  },
  { mixed: false, among: 4, weights: { send: 3, join: 6, rejoin: 2, leave: 4, ban: 8, unban: 3, cut: 3, edit: 1, stopRedis: 1 } },
  {
    mixed: false,
    among: 4,
    weights: {
      send: 6,
      sendDirect: 3,
      cut: 2,
      kill: 4,
      drain: 1,
      wipeRedis: 4,
      stopRedis: 3,
      freezeRedis: 2,
      jumpClock: 2,
      join: 1,
      slowLine: 1,
    },
  },
  {
    mixed: false,
    among: 2,
    weights: { send: 3, edit: 4, remove: 3, react: 4, unreact: 3, rejoin: 3, ban: 1, cut: 2, losePublished: 1, kill: 1 },
  },
  {
    mixed: false,
    among: 4,
    weights: {
      send: 4,
      sendDirect: 6,
      resend: 1,
      rejoin: 1,
      cut: 6,
      cutUnnoticed: 2,
      kill: 2,
      drain: 2,
      losePublished: 2,
      wipeRedis: 1,
      block: 1,
      unblock: 1,
      jumpClock: 1,
    },
  },
  {
    mixed: false,
    among: 4,
    weights: {
      send: 6,
      sendDirect: 4,
      join: 1,
      rejoin: 2,
      leave: 1,
      vanish: 6,
      mute: 2,
      cut: 2,
      cutUnnoticed: 2,
      kill: 1,
      closeCleanly: 1,
      freezePostgres: 1,
      losePublished: 1,
      freezeRedis: 1,
    },
  },
];

/** For clients whose tokens end: renewals, among what ends a connection and what loses its state. */
const RENEWALS: Theme = {
  mixed: false,
  among: 4,
  weights: {
    send: 6,
    sendDirect: 3,
    join: 1,
    leave: 1,
    renew: 4,
    cut: 3,
    cutUnnoticed: 1,
    vanish: 2,
    mute: 1,
    kill: 2,
    drain: 1,
    wipeRedis: 1,
    stopRedis: 1,
  },
};

const PAUSES = [0, 0, 0, 0, 1, 2, 5, 10, 15, 30, 60, 120, 400, 1_000, 1_020, 1_100, 2_600];

export const steps: fc.Arbitrary<HistoryStep[]> = fc.oneof(...THEMES.map(stepsOf));
export const stepsWithRenewals: fc.Arbitrary<HistoryStep[]> = fc.oneof(stepsOf(RENEWALS), steps);

function stepsOf({ weights, among, mixed }: Theme): fc.Arbitrary<HistoryStep[]> {
  const step = fc.record({
    action: fc.constantFrom(...ACTIONS.flatMap((action) => new Array<Action>(weights[action] ?? Number(mixed)).fill(action))),
    actor: fc.nat(among - 1),
    object: fc.nat(among - 1),
    pauseMs: fc.constantFrom(...PAUSES),
  });
  return fc.array(step, { minLength: 1, maxLength: 14, size: 'max' });
}
