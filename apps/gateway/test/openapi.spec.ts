import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as contracts from '@veza/contracts';
import { z } from 'zod';
import { startGateways, type GatewaysUnderTest } from './gateway-under-test.js';

const { HTTP_ROUTES, openApiDocument } = contracts;

/** No rule is disabled. */
const RULES = join(import.meta.dirname, '../../../redocly.yaml');

/**
 * Ids of appointments are UUIDs, so `holds` is none; and no method is common to the two paths. Redocly compares the paths
 * without their formats and methods.
 */
const DISTINCT =
  'no-ambiguous-paths: Paths should resolve unambiguously. Found two ambiguous paths: `/api/appointments/holds/{id}`';

let gateways: GatewaysUnderTest;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'openapi-'));
  gateways = await startGateways([{ PUBLIC_URL: 'https://api.veza.test' }]);
});
afterAll(async () => {
  await gateways.stop();
  await rm(folder, { recursive: true });
});

const Report = z.object({
  problems: z.array(
    z.object({ ruleId: z.string(), message: z.string(), location: z.array(z.object({ pointer: z.string().optional() })) }),
  ),
});

/** The findings of Redocly's recommended rules in a document. */
async function lint(document: string): Promise<string[]> {
  const file = join(folder, 'openapi.json');
  await writeFile(file, document);
  const redocly = createRequire(import.meta.url).resolve('@redocly/cli/bin/cli.js');
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  const report = await new Promise<string>((resolve) => {
    execFile(
      process.execPath,
      [redocly, 'lint', file, `--config=${RULES}`, '--format=json'],
      { env, maxBuffer: 1 << 26 },
      (_error, stdout) => resolve(stdout),
    );
  });
  return Report.parse(JSON.parse(report)).problems.map(
    ({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`,
  );
}

test('the OpenAPI document passes Redocly’s recommended rules and covers both editions', async () => {
  const { text } = await gateways.http().get('/openapi.json').expect(200);
  expect((await lint(text)).filter((problem) => !problem.startsWith(DISTINCT))).toEqual([]);
  const { paths, openapi } = JSON.parse(text);
  expect(openapi).toMatch(/^3\.1/);
  expect(Object.keys(paths)).toEqual(
    expect.arrayContaining(['/api/v1/login', '/api/v1/auth/login', '/api/auth/login', '/api/v1/users/{id}', '/openapi.json']),
  );
});

const RouteLike = z.object({ kind: z.literal('http'), id: z.string() });

/** The ids of all routes that the contracts export, at any depth. */
const written = Object.entries(contracts)
  .flatMap(([name, tree]) => (typeof tree === 'object' && name !== 'HTTP_ROUTES' ? Object.values(tree) : []))
  .flatMap((leaf) => RouteLike.safeParse(leaf).data?.id ?? []);

test('every route of the contracts is served and described once', async () => {
  expect(HTTP_ROUTES.map(({ id }) => id).toSorted()).toEqual(written.toSorted());
  const { body } = await gateways.http().get('/openapi.json').expect(200);
  expect(body).toEqual(JSON.parse(JSON.stringify(openApiDocument(HTTP_ROUTES, 'https://api.veza.test'))));
});

test('the API reference page loads its script and style from this origin only', async () => {
  const page = await gateways.http().get('/docs').expect(200);
  expect(page.headers['content-type']).toMatch(/^text\/html/);
  expect(page.text).not.toMatch(/(src|href)="https?:/);
  const script = await gateways.http().get('/docs/script.js').expect(200);
  expect(() => new Script(script.text)).not.toThrow();
  const paths = new Set([...page.text.matchAll(/(?:src|href)="(\/[^"#]+)/g)].map(([, path = '']) => path));
  expect([...paths]).toEqual(expect.arrayContaining(['/docs/style.css', '/docs/reference/products', '/docs/guides/errors']));
  for (const path of paths) await gateways.http().get(path).expect(200);
  const console = await gateways.http().get('/docs/console').expect(200);
  for (const [, path = ''] of console.text.matchAll(/(?:src|href)="(\/[^"]+)"/g)) await gateways.http().get(path).expect(200);
  await gateways.http().get('/docs/guides/none').expect(404);
  expect((await gateways.http().get('/asyncapi.json').expect(200)).body.asyncapi).toMatch(/^3\./);
  expect((await gateways.http().get('/').expect(302)).headers['location']).toBe('/docs');
});
