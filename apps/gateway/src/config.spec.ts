import { expect, test } from '@jest/globals';
import { ConfigError, parseConfig } from '@veza/platform';
import { GatewayVariables } from './config.js';

const PRODUCTION = { NODE_ENV: 'production', DATABASE_URL: 'postgres://x@y/z', REDIS_URL: 'redis://:password@redis' };
const SECRETS = { VEZA_SECRET: 'a secret of thirty-two characters or more', ADMIN_PASSWORD: 'not-the-default-one' };

function mistakes(environment: Record<string, string>): readonly string[] {
  try {
    parseConfig(GatewayVariables, environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
    throw error;
  }
  return [];
}

test('production and reachable hosts reject each default secret with one sentence', () => {
  expect(mistakes(PRODUCTION)).toEqual([
    'VEZA_SECRET must be set to a secret of your own in production',
    'ADMIN_PASSWORD must be set to a secret of your own in production',
  ]);
  expect(mistakes({ ...PRODUCTION, NODE_ENV: 'development', HOST: '0.0.0.0' })).toEqual([
    'VEZA_SECRET must be set to a secret of your own when HOST is not loopback',
    'ADMIN_PASSWORD must be set to a secret of your own when HOST is not loopback',
  ]);
  expect(mistakes({ ...PRODUCTION, ...SECRETS, ADMIN_PASSWORD: 'change-me-admin' })).toHaveLength(1);
  expect(mistakes({ ...PRODUCTION, ...SECRETS })).toEqual([]);
});

test('production rejects a variable that is for tests: webhooks would reach private addresses', () => {
  const origins = { WEBHOOK_TEST_ORIGINS: 'http://10.0.0.1:8000' };
  expect(mistakes({ ...PRODUCTION, ...SECRETS, ...origins })).toEqual([
    'WEBHOOK_TEST_ORIGINS is for tests: remove it in production',
  ]);
  expect(mistakes({ ...SECRETS, ...origins, NODE_ENV: 'test', DATABASE_URL: PRODUCTION.DATABASE_URL })).toEqual([]);
});
