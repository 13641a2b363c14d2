import { startRedis, type RunningServer } from '@veza/servers';

/**
 * A Redis of this spec file alone: a real server (it starts in a few hundredths of a second), because databases and
 * prefixes do not separate channels. Call `stop` in `afterAll`; it ends by itself when the test process does.
 */
export function testRedis(): Promise<RunningServer> {
  return startRedis();
}
