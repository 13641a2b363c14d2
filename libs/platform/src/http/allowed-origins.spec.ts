import { expect, test } from '@jest/globals';
import { AllowedOrigins } from './allowed-origins.js';

function originsOf(NODE_ENV: string, CORS_ORIGINS: string[] = ['https://app.example']) {
  const lines: unknown[] = [];
  const logger = { warn: (message: string, facts?: unknown) => void lines.push([message, facts]) };
  return { origins: new AllowedOrigins({ NODE_ENV, CORS_ORIGINS, PUBLIC_URL: 'https://veza.example/base' }, logger), lines };
}

const LOCAL = [
  'http://localhost:4173',
  'http://127.0.0.1:5173',
  'http://[::1]:4200',
  'https://localhost',
  'http://localhost:5500',
];

test.each(LOCAL)('%s is allowed in development only', (origin) => {
  expect(originsOf('development').origins.includes(origin)).toBe(true);
  expect(originsOf('production').origins.includes(origin)).toBe(false);
  expect(originsOf('test').origins.includes(origin)).toBe(false);
});

test.each([
  'http://localhost.example',
  'http://localhost:80.example',
  'http://127.0.0.1.example:5173',
  'http://example/localhost',
  'http://10.0.0.1:5173',
  'file://localhost',
  'null',
  '',
])('%j is refused in development as well', (origin) => {
  expect(originsOf('development').origins.includes(origin)).toBe(false);
});

test('a listed origin is allowed everywhere, and the first refusal of another one is logged', () => {
  for (const environment of ['development', 'test', 'production']) {
    const { origins, lines } = originsOf(environment);
    expect(origins.includes('https://app.example')).toBe(true);
    expect([origins.includes('https://other.example'), origins.includes('https://other.example')]).toEqual([false, false]);
    expect(lines).toEqual([[expect.stringContaining('CORS_ORIGINS'), { origin: 'https://other.example' }]]);
  }
});

test('the own origin of the platform is allowed everywhere', () => {
  expect(originsOf('production').origins.includes('https://veza.example')).toBe(true);
  expect(originsOf('production').origins.includes('https://veza.example.org')).toBe(false);
});

test('a flood of origins fills the log with a hundred lines at most', () => {
  const { origins, lines } = originsOf('production');
  for (let n = 0; n < 1_000; n += 1) origins.includes(`https://${n}.example`);
  expect(lines).toHaveLength(100);
});
