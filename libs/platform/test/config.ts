import { z } from 'zod';
import { parseConfig, PlatformConfig } from '../src/index.js';

/** A service's configuration on free ports, without a log. */
export function testConfig(given: Record<string, string> = {}): PlatformConfig {
  return parseConfig(z.object(PlatformConfig), { NODE_ENV: 'test', OPS_PORT: '0', LOG_LEVEL: 'silent', ...given });
}
