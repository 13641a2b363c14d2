import { describe, expect, test } from '@jest/globals';
import { environmentOf } from '../launcher/environment.mjs';

const SECRETS = {
  BOOKING_MASTER_KEYS: 'a'.repeat(64),
  ADMIN_PASSWORD: 'the password of the administrator',
  SMTP_URL: 'smtps://user:password@mail:465',
  SMS_TOKEN: 'a token of a provider',
  OIDC_PROVIDERS: '[{"clientSecret":"secret of a provider"}]',
  MEDIA_S3_SECRET_KEY: 'the key of the bucket',
  VEZA_SECRET: 'm'.repeat(32),
  VEZA_SECRET_OTHERS: 'o'.repeat(32),
  DATABASE_SECRET: 'd'.repeat(32),
  GITHUB_TOKEN: 'of the terminal',
};
const ALL = { ...SECRETS, PATH: '/bin', DATABASE_URL: 'postgres://owner:secret@127.0.0.1:5432/veza', LOG_LEVEL: 'warn' };

const heldBy = (service: Parameters<typeof environmentOf>[0]) => {
  const environment = environmentOf(service, ALL);
  return Object.keys(SECRETS).filter((name) => environment[name] !== undefined);
};

describe('the environment of a process of npm start', () => {
  test('has the secrets that its config.ts reads, and of the others nothing', () => {
    expect(heldBy('gateway')).toEqual(['ADMIN_PASSWORD', 'SMTP_URL', 'SMS_TOKEN', 'OIDC_PROVIDERS']);
    expect(heldBy('booking')).toEqual(['BOOKING_MASTER_KEYS']);
    expect(heldBy('media')).toEqual(['MEDIA_S3_SECRET_KEY']);
    expect(heldBy('worker')).toEqual(['MEDIA_S3_SECRET_KEY']);
    expect(heldBy('chat')).toEqual([]);
    expect(heldBy('catalog')).toEqual([]);
  });

  test('has its own keys instead of the master secret: the worker those of its database role alone', () => {
    expect(environmentOf('worker', ALL).VEZA_KEYS).toMatch(/^database-role:media=[\w-]{43}$/);
    expect(environmentOf('booking', ALL).VEZA_KEYS).toContain('rpc:booking>identity=');
    expect(environmentOf('gateway', { ...ALL, VEZA_KEYS: 'own=keys' })).toMatchObject({ VEZA_KEYS: 'own=keys' });
  });

  test('has the other variables, and the address of Postgres without the login of its owner', () => {
    expect(environmentOf('catalog', ALL)).toMatchObject({
      PATH: '/bin',
      LOG_LEVEL: 'warn',
      DATABASE_URL: 'postgres://127.0.0.1:5432/veza',
    });
    const listed = environmentOf('catalog', { ...ALL, DATABASE_URL: 'postgres://owner:secret@one:5432,two:5433/veza' });
    expect(listed.DATABASE_URL).toBe('postgres://one:5432,two:5433/veza');
  });
});
