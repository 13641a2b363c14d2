import { fileURLToPath } from 'node:url';
import { providePostgres, provideRedis, type RunningServer, startPostgres, startRedis } from '@veza/servers';

/** Where programs that this machine lacks are fetched, as for `npm start`. */
export const STATE = process.env['VEZA_STATE'] ?? fileURLToPath(new URL('../../../../.veza', import.meta.url));

export const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** A Postgres with fsync, as in production. */
export async function durablePostgres(): Promise<RunningServer> {
  const installation = await providePostgres(STATE, say);
  return startPostgres({ installation, settings: { fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on' } });
}

/** A Redis of one run. */
export const throwAwayRedis = async (settings: Record<string, string> = {}): Promise<RunningServer> =>
  startRedis({ file: await provideRedis(STATE, say), settings });
