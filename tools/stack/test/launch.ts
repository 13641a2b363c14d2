import { join } from 'node:path';
import { freePort, portIsFree } from '@veza/servers';
import { startProcess, type TestProcess } from '@veza/testing';

/** The default ports of the launcher, which an offset shifts. */
const PORTS = [8080, 3001, 9001, 8090, 9100, 9101, 9102, 9103, 9104, 9105, 9106];

/** An offset with which all ports of the launcher are free. */
export async function freeOffset(): Promise<number> {
  for (;;) {
    const offset = (await freePort()) - 8_080;
    const free = await Promise.all(PORTS.map((port) => portIsFree(port + offset)));
    if (free.every(Boolean)) return offset;
  }
}

/** Starts the launcher of a checkout with this state folder and the programs that the test run has found. */
export function launch(
  checkout: string,
  state: string,
  { env = {}, args = [] }: { env?: Record<string, string>; args?: string[] } = {},
): TestProcess {
  const programs = Object.entries(process.env).filter(([name]) =>
    /^(VEZA_POSTGRES_BIN|VEZA_REDIS_SERVER|VEZA_PGBOUNCER|VEZA_SWIFT_ROOT|FFMPEG_PATH|FFPROBE_PATH)$/.test(name),
  );
  const known = Object.fromEntries(programs.map(([name, value]) => [name, value ?? '']));
  return startProcess(
    join(checkout, 'tools/stack/start.mjs'),
    { NODE_ENV: 'development', VEZA_STATE: state, ...known, ...env },
    args,
  );
}
