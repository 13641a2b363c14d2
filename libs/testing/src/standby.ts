import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningServer, startStandby as startKept } from '@veza/servers';

/** A streaming replica of a Postgres on this machine, which accepts changes after `SELECT pg_promote()`. */
export async function startStandby(primary: RunningServer): Promise<RunningServer & { remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'veza-standby-'));
  const server = await startKept(primary, { folder });
  const remove = async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  };
  return Object.assign(server, { remove });
}
