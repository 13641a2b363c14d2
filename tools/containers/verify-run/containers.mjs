import { setTimeout as sleep } from 'node:timers/promises';
import { memoryOf } from '../../stack/launcher/memory.mjs';
import { logsOf, podman, run } from './run.mjs';

const READY_WITHIN_S = 5;

/** @typedef {{ name: string, pid: number, startedAt: number, exitCode: number, running: boolean, address: string }} Container */

/** @param {string} name @returns {Promise<Container>} */
export async function inspect(name) {
  const [{ State, NetworkSettings }] = JSON.parse(await podman(['container', 'inspect', name]));
  const networks = Object.values(NetworkSettings.Networks ?? {});
  return {
    name,
    pid: State.Pid,
    startedAt: Date.parse(State.StartedAt),
    exitCode: State.ExitCode,
    running: State.Running,
    address: networks.map(({ IPAddress }) => IPAddress).find(Boolean) ?? '',
  };
}

/** Waits until a container's own health check passes, or throws with its last log lines. One without a check only has to run. @param {string} name @param {number} [limitMs] */
export async function healthy(name, limitMs = 90_000) {
  const until = Date.now() + limitMs;
  for (;;) {
    const { code, output } = await run('podman', ['healthcheck', 'run', name], { limitMs: 15_000 });
    if (code === 0 || (/no defined healthcheck/.test(output) && (await inspect(name)).running)) return;
    if (Date.now() > until || !(await inspect(name)).running)
      throw new Error(`${name} did not become healthy:\n${(await logsOf(name)).trim().split('\n').slice(-8).join('\n')}`);
    await sleep(250);
  }
}

/** The JSON log lines of a service. @param {string} name @returns {Promise<{ time: number, level: string, msg: string }[]>} */
export async function linesOf(name) {
  return (await logsOf(name)).split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []));
}

/** Seconds from the start of a container until its service is ready. @param {string} name */
export async function startTime(name) {
  const { startedAt } = await inspect(name);
  const ready = (await linesOf(name)).find(({ msg, time }) => msg === 'Ready' && time >= startedAt);
  return ready ? (ready.time - startedAt) / 1_000 : undefined;
}

/** Memory of containers; shared pages count once in total. @param {string[]} names @returns {Promise<[string, number][]>} */
export async function megabytesOf(names) {
  const containers = await Promise.all(names.map(inspect));
  const bytes = memoryOf(containers.map(({ pid }) => pid));
  return containers.map(({ name, pid }) => [name, Math.round((bytes.get(pid) ?? 0) / 1e6)]);
}

/** @param {(readonly [name: string, seconds: number | undefined])[]} times @param {import('./report.mjs').Report} report */
export function judgeStartTimes(times, report) {
  report.note(`ready after: ${times.map(([name, seconds]) => `${name} ${seconds?.toFixed(1) ?? '?'} s`).join(', ')}`);
  const slowest = Math.max(...times.map(([, seconds = Infinity]) => seconds));
  report.check(
    `every container is ready within ${READY_WITHIN_S} s`,
    slowest <= READY_WITHIN_S,
    `${slowest.toFixed(1)} s at most`,
  );
}
