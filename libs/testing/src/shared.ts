/** A running part of a system that a test stops in the end. */
interface Stoppable {
  stop(): Promise<void>;
}

const running = new Set<Promise<Stoppable>>();

/**
 * One running service for all specs of a process (a group of `tools/test/groups.mjs`): a start costs more than most specs. It
 * ends after the last spec. Each spec has its own accounts, rooms and cabinets in it. A spec that wipes, kills, freezes, has its
 * own settings or counts the rows of whole tables starts a service of its own.
 *
 * @param settled is called when a spec stops its part, in place of the stop
 */
export function shared<Part extends Stoppable>(
  start: () => Promise<Part>,
  settled: (part: Part) => Promise<void> | void = () => undefined,
): () => Promise<Part> {
  let part: Promise<Part> | undefined;
  return async () => {
    part ??= start();
    running.add(part);
    const started = await part;
    return { ...started, stop: async () => settled(started) };
  };
}

/** Called after the last spec of a process (`tools/test/end-shared.mjs`). */
export async function endShared(): Promise<void> {
  for (const part of running) await (await part).stop();
  running.clear();
}
