import { setTimeout as sleep } from 'node:timers/promises';
import { eventually, Random } from '@veza/testing';
import type { TestSystem } from '../test-system.js';
import { Audience } from './audience.js';
import { Faults, SCENES } from './scenes.js';
import { Timeline } from './timeline.js';
import { faultsOf, silentClients } from './verdict.js';

export interface FaultsPlan {
  readonly seed: number;
  /** Scenes begin for this long. */
  readonly seconds: number;
  readonly users: number;
}

const SPEAK_EVERY_MS = 50;
/** Between two scenes, at most. */
const CALM_MS = 2_500;
const HEARD_MS = 60_000;

/** Clients of every dialect talk while scenes of faults are played. Returns a line of figures; throws what is wrong. */
export async function runFaults(system: TestSystem, { seed, seconds, users }: FaultsPlan): Promise<string> {
  const timeline = new Timeline();
  const random = new Random(seed);
  const audience = new Audience(system, random, timeline);
  try {
    await audience.assemble(users);
    const played = await talking(audience, () => play(system, audience, timeline, random, seconds));
    const tops = await everyClientHears(audience);
    noneOf(await faultsOf(system, audience));
    return figuresOf(audience, tops, played);
  } catch (error) {
    if (error instanceof Error) error.message += `\n\nseed ${seed}; the last events:\n${timeline.of(error.message)}`;
    throw error;
  } finally {
    await audience.stop();
  }
}

/** Every client is back, and hears the last message of each of its logs. Resolves with the seq of each. */
export async function everyClientHears(audience: Audience): Promise<Map<string, number>> {
  await audience.present();
  const tops = await audience.lastMessages();
  await eventually(
    'every client hears the last messages',
    () => {
      audience.read();
      return noneOf(silentClients(audience, tops));
    },
    { ms: HEARD_MS },
  );
  const ponged = () => Promise.all(audience.novaListeners.map((each) => each.isHeard()));
  await eventually('every nova.v1 client hears a pong', ponged, { ms: HEARD_MS });
  return tops;
}

/** Plays the scenes in their order, then random ones. Returns their number. */
async function play(
  system: TestSystem,
  audience: Audience,
  timeline: Timeline,
  random: Random,
  seconds: number,
): Promise<number> {
  const faults = new Faults(system, audience, random, timeline);
  const until = performance.now() + seconds * 1_000;
  let played = 0;
  for (; performance.now() < until; played += 1) {
    const scene = SCENES[played] ?? random.oneOf(SCENES);
    timeline.note(`--- ${scene.name}`);
    await scene.play(faults);
    await faults.pause(CALM_MS);
  }
  return played;
}

/** Clients send and read until the work is done. */
export async function talking<Result>(audience: Audience, work: () => Promise<Result>): Promise<Result> {
  let isOver = false;
  const speaking = (async () => {
    for (; !isOver; await sleep(SPEAK_EVERY_MS)) {
      audience.read();
      audience.speak();
    }
  })();
  try {
    return await work();
  } finally {
    isOver = true;
    await speaking;
  }
}

/** Returns true, or throws a list of faults. */
function noneOf(faults: readonly string[]): true {
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return true;
}

function figuresOf({ listeners, novaListeners }: Audience, tops: ReadonlyMap<string, number>, played: number): string {
  const sum = (count: (listener: (typeof listeners)[number]) => number) =>
    listeners.reduce((total, each) => total + count(each), 0);
  const stored = [...tops.values()].reduce((total, top) => total + top, 0);
  const received = sum(({ received: logs }) => [...logs.values()].reduce((total, log) => total + log.size, 0));
  const repeatedBy = (isToken: boolean) =>
    sum(({ views, options }) =>
      (options.kind.resumes === 'by token') === isToken
        ? [...views.values()].reduce((total, view) => total + view.repeated, 0)
        : 0,
    );
  return [
    `${played} scenes, ${listeners.length + novaListeners.length} clients in ${tops.size} logs`,
    `${stored} messages stored, ${sum(({ acked }) => acked.length)} acknowledged`,
    `${received} received, again after a reconnect ${repeatedBy(true)} by clients with a resume token, ${repeatedBy(false)} by others`,
    `${sum(({ gaveUp }) => gaveUp)} pages loaded again`,
  ].join('; ');
}
