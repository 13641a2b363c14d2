import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import { env } from './env-types.js';
import { parseConfig } from './load-config.js';
import { PlatformConfig } from './platform-config.js';

const folder = mkdtempSync(join(tmpdir(), 'veza-secrets-'));
afterAll(() => rmSync(folder, { recursive: true }));

const schema = z.object({
  ...PlatformConfig,
  CATALOG_DATABASE_URL: env.postgresUrl().optional(),
  SMTP_URL: env.smtpUrl().optional(),
});

function file(name: string, content: string): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

test('secrets are read from files, without the line break at their end', () => {
  const config = parseConfig(schema, {
    VEZA_SECRET_FILE: file('secret', `${'s'.repeat(40)}\n`),
    VEZA_SECRET: '',
    CATALOG_DATABASE_URL_FILE: file('database', 'postgres://catalog:p@db/veza\r\n'),
    SMTP_URL_FILE: file('smtp', 'smtps://u:p@mail'),
  });
  expect(config).toMatchObject({
    VEZA_SECRET: 's'.repeat(40),
    CATALOG_DATABASE_URL: 'postgres://catalog:p@db/veza',
    SMTP_URL: 'smtps://u:p@mail',
  });
});

test('a value of a file has the rules of the variable, and other variables take it', () => {
  const redis = file('redis', 'redis://:pw@redis:6379\n');
  expect(parseConfig(schema, { DATABASE_URL: 'postgres://db/v', REDIS_URL_FILE: redis }).REDIS_RPC_URL).toBe(
    'redis://:pw@redis:6379',
  );
  expect(() => parseConfig(schema, { DATABASE_URL: 'postgres://db/v', VEZA_SECRET_FILE: file('short', 'tooshort') })).toThrow(
    'VEZA_SECRET must have at least 32 characters',
  );
});

test('a value and a file, or a file that is no secret, are one sentence with the name of the variable and no content', () => {
  const secret = 's'.repeat(40);
  const mistake = (VEZA_SECRET_FILE: string, more: Record<string, string> = {}) => {
    try {
      parseConfig(schema, { VEZA_SECRET_FILE, ...more });
    } catch (error) {
      return String(error);
    }
    return '';
  };
  mkdirSync(join(folder, 'directory'));
  const unreadable = 'mistake:\n  VEZA_SECRET_FILE must be the path of a readable file of 1 to 131072 bytes';
  for (const path of ['absent', 'directory'].map((name) => join(folder, name)))
    expect([path, mistake(path)]).toEqual([path, expect.stringContaining(unreadable)]);
  expect(mistake(file('empty', '\n'))).toContain(unreadable);
  expect(mistake(file('large', 'x'.repeat(200_000)))).toContain(unreadable);
  const both = mistake(file('both', secret), { VEZA_SECRET: secret });
  expect(both).toContain('mistake:\n  VEZA_SECRET must not be set beside VEZA_SECRET_FILE');
  expect(both).not.toContain(secret);
});

test('only secrets are read from files', () => {
  expect(parseConfig(schema, { DATABASE_URL: 'postgres://db/v', PUBLIC_URL_FILE: file('url', 'http://a') }).PUBLIC_URL).toBe(
    'http://localhost:8080',
  );
});
