import { expect, test } from '@jest/globals';
import { parseConfig } from '@veza/platform';
import { BookingConfigSchema } from './config.js';

const ORIGINS = { CALENDAR_IMPORT_TEST_ORIGINS: 'http://10.0.0.1:8000' };
const SETTINGS = {
  DATABASE_URL: 'postgres://x@y/z',
  REDIS_URL: 'redis://:password@redis',
  VEZA_SECRET: 'a secret of thirty-two characters or more',
  BOOKING_MASTER_KEYS: 'a'.repeat(64),
};

test('production rejects a variable that is for tests: imports would reach private addresses', () => {
  const start = (NODE_ENV: string) => () => parseConfig(BookingConfigSchema, { ...SETTINGS, ...ORIGINS, NODE_ENV });
  expect(start('production')).toThrow('CALENDAR_IMPORT_TEST_ORIGINS is for tests: remove it in production');
  expect(start('test')).not.toThrow();
});
