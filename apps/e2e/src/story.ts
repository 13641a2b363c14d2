import { afterAll, beforeAll, describe, test } from '@jest/globals';
import { type WorldPlan, World } from './world.js';

const START_MS = 150_000;
const STEP_MS = 20_000;

/** One step of a story. Later steps build on what earlier ones did; `ms` where a step may take longer than 20 s. */
export type Step = (name: string, does: (world: World) => Promise<void>, ms?: number) => void;

let world: World | undefined;
/** Why there is no world: thrown in full by the first step alone. */
let noWorld: unknown = new Error('the world was never started');

/** The world of this test file: started before its first story, ended after its last. */
export function takePlaceIn(plan: WorldPlan): void {
  beforeAll(async () => {
    world = await World.start(plan).catch((error: unknown) => {
      noWorld = error;
      return undefined;
    });
  }, START_MS);
  afterAll(async () => {
    await world?.stop();
  }, START_MS);
}

/**
 * Tells a story whose steps are tests in order. After a failed step the rest of the story fails at once, since it builds
 * on it, or only after its first step, where that one makes the scene for scenes that do not need each other. A failure
 * shows what the services complained about meanwhile.
 */
export function story(name: string, tell: (step: Step) => void, { scenes = false } = {}): void {
  describe(name, () => {
    let broken: string | undefined;
    let told = 0;
    tell((step, does, ms = STEP_MS) => {
      test(
        step,
        async () => {
          const here = theWorld();
          if (broken !== undefined) throw untold(broken);
          const since = here.now();
          const needed = !scenes || told === 0;
          told += 1;
          try {
            await does(here);
          } catch (error) {
            if (needed) broken = step;
            if (error instanceof Error) error.message += `\n\nmeanwhile, in the logs:\n${here.complaints(since)}`;
            throw error;
          }
        },
        ms,
      );
    });
  });
}

function theWorld(): World {
  if (world) return world;
  const reason = noWorld;
  noWorld = untold('the start of the world');
  throw reason;
}

/** A consequence: where it was thrown interests nobody. */
function untold(broken: string): Error {
  const error = new Error(`not told, because "${broken}" failed`);
  error.stack = error.message;
  return error;
}
