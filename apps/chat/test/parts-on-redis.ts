import { AppLogger, CONFIG, HealthRegistry, loadConfig } from '@veza/platform';
import { ChatConfigSchema } from '../src/config.js';
import { Parts } from './simulation/world/parts.js';

/** The parts of one replica that speak to a real Redis; they log nothing, and nobody asks for their health. */
export function partsOnRedis(redisUrl: string): Parts {
  const env = {
    NODE_ENV: 'test',
    VEZA_SECRET: 'a secret of thirty-two characters or more',
    DATABASE_URL: 'postgres://x@nowhere/x',
  };
  const quiet = { log: () => undefined, warn: () => undefined, error: () => undefined, debug: () => undefined };
  return new Parts([
    [CONFIG, loadConfig(ChatConfigSchema, { ...env, REDIS_URL: redisUrl })],
    [AppLogger, quiet],
    [HealthRegistry, { register: () => undefined }],
  ]);
}
