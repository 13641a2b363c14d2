import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { describeConfig } from './describe-config.js';
import { env } from './env-types.js';
import { ConfigError, parseConfig } from './load-config.js';
import { keyring, rpcKeys } from '../secrets/index.js';
import { PlatformConfig } from './platform-config.js';

const Schema = z.object({
  ...PlatformConfig,
  LIMIT: env.bytes('500MiB').describe('The largest upload'),
  LIFE: env.duration('15m').describe('How long a token lives'),
  ADMIN_PASSWORD: env.secret({ min: 10, developmentDefault: 'change-me-admin' }).describe('The first admin'),
  API_KEY: env.secret({ min: 8 }).describe('Key of another service'),
  ROLES: env
    .list([])
    .pipe(z.array(z.enum(['admin'], 'must be a list of admin')))
    .describe('Roles'),
});
const given = { API_KEY: 'k'.repeat(8) };
const own = { ...given, VEZA_SECRET: 's'.repeat(32), ADMIN_PASSWORD: 'p'.repeat(12) };

function mistakes(environment: Record<string, string | undefined>): readonly string[] {
  try {
    parseConfig(Schema, environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
    throw error;
  }
  return [];
}

test('an absent or empty variable takes its default, in the unit of its type', () => {
  const config = parseConfig(Schema, { ...given, OPS_PORT: '', LIFE: ' ' });
  expect(config).toMatchObject({ OPS_PORT: 9100, LIMIT: 524_288_000, LIFE: 900_000, HOST: '127.0.0.1', NODE_ENV: 'development' });
});

test('all mistakes are reported at once, by name and without a value', () => {
  const lines = mistakes({ OPS_PORT: '99999', LIMIT: 'much', LIFE: '15', NODE_ENV: 'staging', VEZA_SECRET: 'tooshort' });
  expect(lines.map((line) => line.split(' ')[0]).sort()).toEqual([
    'API_KEY',
    'LIFE',
    'LIMIT',
    'NODE_ENV',
    'OPS_PORT',
    'VEZA_SECRET',
  ]);
  expect(lines).toContain('API_KEY is missing');
  expect(lines.join()).not.toContain('tooshort');
});

test('a wrong item of a list is a wrong value of the variable', () => {
  expect(mistakes({ ...given, ROLES: 'admin,boss' })).toEqual(['ROLES must be a list of admin']);
});

test("each role of Redis takes REDIS_URL's value, or its default, unless it has its own", () => {
  const other = 'redis://127.0.0.1:7000';
  expect(parseConfig(Schema, given).REDIS_RPC_URL).toBe('redis://127.0.0.1:6379');
  expect(parseConfig(Schema, { ...given, REDIS_URL: other })).toMatchObject({ REDIS_RPC_URL: other, REDIS_QUEUE_URL: other });
  expect(parseConfig(Schema, { ...given, REDIS_RPC_URL: other })).toMatchObject({
    REDIS_RPC_URL: other,
    REDIS_CACHE_URL: 'redis://127.0.0.1:6379',
  });
});

test('a service with a database needs its own address or that of the owner', () => {
  const schema = z.object({ ...PlatformConfig, CATALOG_DATABASE_URL: env.postgresUrl().optional() });
  expect(() => parseConfig(schema, {})).toThrow('DATABASE_URL (or CATALOG_DATABASE_URL) is missing');
  for (const name of ['DATABASE_URL', 'CATALOG_DATABASE_URL'])
    expect(parseConfig(schema, { [name]: 'postgres://x/y' })).toHaveProperty(name);
});

describe('a reachable service', () => {
  test('rejects default secrets', () => {
    for (const reachable of [{ NODE_ENV: 'production', REDIS_URL: 'redis://:pw@redis' }, { HOST: '0.0.0.0' }]) {
      const lines = mistakes({ ...given, ...reachable });
      expect(lines.map((line) => line.split(' ')[0]).sort()).toEqual(['ADMIN_PASSWORD', 'VEZA_SECRET']);
    }
    expect(mistakes({ ...own, HOST: '0.0.0.0' })).toEqual([]);
  });

  test('rejects default secrets that are set explicitly', () => {
    expect(mistakes({ ...own, HOST: '0.0.0.0', ADMIN_PASSWORD: 'change-me-admin' })).toHaveLength(1);
  });

  test('rejects a Redis without password in production', () => {
    const lines = mistakes({ ...own, NODE_ENV: 'production', REDIS_CACHE_URL: 'redis-cluster://user:pw@a:1,b:2' });
    expect(lines).toContain('REDIS_RPC_URL must carry a password in production');
    expect(lines.join()).not.toContain('REDIS_CACHE_URL');
    expect(mistakes({ ...own, NODE_ENV: 'production', REDIS_URL: 'rediss://:pw@redis:6379' })).toEqual([]);
  });
});

test.each([
  [env.bytes(), '10GB', 10_000_000_000],
  [env.bytes(), '1.5KiB', 1_536],
  [env.duration(), '500ms', 500],
  [env.duration(), '30d', 2_592_000_000],
  [env.list(), 'a, b,,c', ['a', 'b', 'c']],
  [env.flag(), 'off', false],
  [env.integer({ min: -5, max: 5 }), '-5', -5],
  [env.url(), 'https://veza.example/', 'https://veza.example'],
])('%# reads %s', (type, text, value) => {
  expect(type.parse(text)).toEqual(value);
});

test.each([
  [env.bytes(), '-1MB'],
  [env.duration(), '1 fortnight'],
  [env.flag(), 'maybe'],
  [env.integer({ max: 5 }), '6'],
  [env.integer({}), '1e3'],
  [env.port(), '65536'],
  [env.url(), 'javascript:alert(1)'],
  [env.postgresUrl(), 'mysql://x'],
  [env.redisUrl(), 'http://x'],
])('%# refuses %s', (type, text) => {
  expect(type.safeParse(text).success).toBe(false);
});

test('a schema describes its variables', () => {
  const described = new Map(describeConfig(Schema).map((variable) => [variable.name, variable]));
  expect(described.get('LIMIT')).toMatchObject({
    description: 'The largest upload',
    fallback: '500MiB',
    required: false,
    secret: false,
  });
  expect(described.get('API_KEY')).toMatchObject({ required: true, secret: true });
  expect(described.get('DATABASE_URL')).toMatchObject({ required: false, secret: true });
  expect(described.get('REDIS_RPC_URL')).toMatchObject({ fallback: '$REDIS_URL' });
  expect([...described.values()].filter(({ description }) => description === '')).toEqual([]);
});

describe('keys instead of the master secret', () => {
  const KEY = Buffer.alloc(32, 1).toString('base64url');
  const production = { NODE_ENV: 'production', REDIS_URL: 'redis://:p@localhost' };
  const parse = (given: Record<string, string>) => parseConfig(z.object(PlatformConfig), { ...production, ...given });

  test('a service in production starts with its keys alone, the first of a purpose signs', () => {
    const config = parse({
      VEZA_KEYS: `byte-grant=${KEY}+${Buffer.alloc(32, 2).toString('base64url')},rpc:media>identity=${KEY}`,
    });
    expect(keyring(config, 'byte-grant').map((key) => key.export()[0])).toEqual([1, 2]);
    expect(rpcKeys(config)('media', 'identity')).toHaveLength(1);
    expect(rpcKeys(config)('chat', 'identity')).toEqual([]);
    expect(() => keyring(config, 'refresh-tokens')).toThrow('VEZA_KEYS lacks the key "refresh-tokens"');
  });

  test.each([
    ['both', { VEZA_KEYS: `a=${KEY}`, VEZA_SECRET: 'x'.repeat(40) }, 'VEZA_SECRET must not be set beside VEZA_KEYS'],
    ['a short key', { VEZA_KEYS: 'a=AAAA' }, 'VEZA_KEYS must be entries'],
    ['a key without a purpose', { VEZA_KEYS: KEY }, 'VEZA_KEYS must be entries'],
    ['neither', {}, 'VEZA_SECRET must be set'],
  ])('%s: the mistake is named, without the value', (_, given, mistake) => {
    expect(() => parse(given)).toThrow(mistake);
    expect(() => parse(given)).not.toThrow(KEY);
  });
});
