import { provideFfmpeg, providePostgres, provideRedis } from '../../../libs/servers/src/index.js';
import { STATE } from '../workspace/paths.mjs';
import { givenPostgres } from './given/postgres.mjs';
import { givenRedis } from './given/redis.mjs';

/**
 * Fetches the programs that are not on this machine, so that the stack finds them. One after the other: apt keeps its lists
 * in one folder.
 *
 * @param {(text: string) => void} say @param {import('./topology.mjs').ServerPlan['programs']} others
 */
export async function fetchPrograms(say, others) {
  await provideFfmpeg(STATE, say);
  if (!givenRedis()) await provideRedis(STATE, say);
  if (!givenPostgres()) await providePostgres(STATE, say);
  for (const provide of others) await provide(STATE, say);
}
