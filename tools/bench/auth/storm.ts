import type { Child } from '../measure/child-process.js';
import { quantile } from '../measure/statistics.js';
import type { AuthOrder, AuthReport } from './orders.js';
import { ACCOUNT, type AuthStage } from './stage.js';

export interface Weather {
  p50: number;
  p99: number;
  worst: number;
}

export interface Storm {
  quiet: Weather;
  stormy: Weather;
  /** Of the sign-ins: how many came through, how many got 503 with Retry-After, and how long it took. */
  entered: { refreshToken: string }[];
  refused: number;
  ms: number;
}

export const STORM = { lanes: 200, ms: 10_000 };
const PER_SECOND = 100;
const QUIET_MS = 5_000;

/** The effect of 200 concurrent sign-ins on reads of profiles: the same load before and meanwhile. */
export async function storm(
  { url }: AuthStage,
  reader: Child<AuthOrder, AuthReport>,
  stormer: Child<AuthOrder, AuthReport>,
  token: string,
): Promise<Storm> {
  const load = { kind: 'steady', url, token, perSecond: PER_SECOND } as const;
  const quiet = await reader.run({ ...load, ms: QUIET_MS }, 'measured');
  const { email, password } = ACCOUNT;
  const storming = stormer.run({ kind: 'sign in', url, email, password, ...STORM }, 'signed in');
  const latencies: number[] = [];
  let over = false;
  void storming.finally(() => (over = true));
  // In slices, so that it ends with the storm.
  while (!over) latencies.push(...(await reader.run({ ...load, ms: 250 }, 'measured')).latencies);
  const { tokens, refused, ms } = await storming;
  return { quiet: weatherOf(quiet.latencies), stormy: weatherOf(latencies), entered: tokens, refused, ms };
}

const weatherOf = (latencies: readonly number[]): Weather => ({
  p50: quantile(latencies, 0.5),
  p99: quantile(latencies, 0.99),
  worst: quantile(latencies, 1),
});
