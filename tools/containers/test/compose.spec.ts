import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { describeConfig } from '@veza/platform';
import { BookingConfigSchema } from '../../../apps/booking/src/config.js';
import { CatalogConfigSchema } from '../../../apps/catalog/src/config.js';
import { ChatConfigSchema } from '../../../apps/chat/src/config.js';
import { CommunityConfigSchema } from '../../../apps/community/src/config.js';
import { GatewayVariables } from '../../../apps/gateway/src/config.js';
import { MediaConfigSchema, WorkerConfigSchema } from '../../../apps/media/src/config.js';
import { passwordsOf, redisUsers } from '../../../libs/servers/src/index.js';

const ROOT = join(import.meta.dirname, '../../..');
const read = (name: string) => readFileSync(join(ROOT, name), 'utf8');

const Service = z.object({
  image: z.string(),
  restart: z.string(),
  read_only: z.boolean().optional(),
  cap_drop: z.array(z.string()).optional(),
  /** Null is the value of the shell or of .env, if there is one. */
  environment: z.record(z.string(), z.string().nullable()).default({}),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  healthcheck: z.object({}).optional(),
  stop_grace_period: z.string().optional(),
});
const text = read('docker-compose.yml');
const { services } = z.object({ services: z.record(z.string(), Service) }).parse(parse(text, { merge: true }));
const all = Object.entries(services);
const stays = ({ restart }: z.output<typeof Service>) => restart !== 'no';
/** The web client is files: it has no settings and waits for nothing. */
const platformServices = all.filter(([name, { image }]) => image.startsWith('veza/') && name !== 'web');
const example = read('.env.example');

describe('docker-compose.yml', () => {
  test('every image has a version, and our images have that of the repository', () => {
    const { version } = z.object({ version: z.string() }).parse(JSON.parse(read('package.json')));
    for (const [, { image }] of platformServices)
      expect(image).toMatch(new RegExp(`^veza/[a-z]+:\\$\\{VEZA_VERSION:-${version}\\}$`));
    for (const [name, { image }] of all)
      if (!image.startsWith('veza/'))
        expect({ name, image }).toEqual({
          name,
          image: expect.stringMatching(/^\$\{[A-Z]+_IMAGE:-[\w/-]+:\d+\.\d+(\.\d+)?-\w+\}$/),
        });
  });

  test('the settings of a release have a digest for each image of others, or the check names it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'veza-pinned-'));
    const check = (lines: string[]) => {
      writeFileSync(join(folder, '.env'), lines.join('\n'));
      const { status, stdout } = spawnSync(process.execPath, [join(ROOT, 'tools/containers/pinned.mjs'), join(folder, '.env')]);
      return { status, named: [...String(stdout).matchAll(/^(\w+) has no digest/gm)].map(([, name]) => name) };
    };
    const names = ['NODE_IMAGE', 'NGINX_IMAGE', 'POSTGRES_IMAGE', 'REDIS_IMAGE'];
    const pinned = names.map((name) => `${name}=registry.example/some:1@sha256:${'0'.repeat(64)}`);
    expect(check(pinned)).toEqual({ status: 0, named: [] });
    expect(check([...pinned.slice(1), 'NODE_IMAGE=node:24@sha256:short'])).toEqual({ status: 1, named: ['NODE_IMAGE'] });
    expect(check([]).named.sort()).toEqual([...names].sort());
    rmSync(folder, { recursive: true });
  });

  test('the images contain apps that exist, and are built by their names', () => {
    const dockerfile = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');
    const built = /run-many -t build [^&]*-p (\S+)/.exec(dockerfile)?.[1]?.split(',') ?? [];
    const names = built.map((name) => name.replace('@veza/', ''));
    const copied = /for app in ([\w ]+);/.exec(dockerfile)?.[1]?.split(' ') ?? [];
    expect(names.sort()).toEqual([...copied, 'web'].sort());
    for (const name of names) {
      const manifest = readFileSync(join(ROOT, 'apps', name, 'package.json'), 'utf8');
      expect(z.object({ name: z.string() }).parse(JSON.parse(manifest)).name).toBe(`@veza/${name}`);
    }
  });

  test('each image of an overlay has a digest in a release, or the check names it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'veza-pinned-'));
    const check = (from: string) => {
      const { status, stdout } = spawnSync(process.execPath, [join(ROOT, 'tools/containers/pinned.mjs'), from]);
      return { status, named: [...String(stdout).matchAll(/^(\S+) has no digest/gm)].map(([, name]) => name) };
    };
    const production = join(ROOT, 'k8s/overlays/production');
    const [first = '', ...rest] = check(production).named;
    expect([first, ...rest]).toContain('veza/migrate');
    const pinned = readFileSync(join(production, 'kustomization.yaml'), 'utf8').replaceAll(
      /newTag: .*/g,
      `digest: sha256:${'0'.repeat(64)}`,
    );
    writeFileSync(join(folder, 'kustomization.yaml'), pinned);
    expect(check(folder)).toEqual({ status: 0, named: [] });
    writeFileSync(join(folder, 'kustomization.yaml'), pinned.replace(/digest: .*/, 'digest: sha256:short'));
    expect(check(folder)).toEqual({ status: 1, named: [first] });
    rmSync(folder, { recursive: true });
  });

  test('no secret has a default, and .env.example lists each without a value', () => {
    const secrets = text.match(/\$\{\w*(SECRET|PASSWORD)\w*[^}]*\}/g) ?? [];
    expect(secrets.length).toBeGreaterThan(6);
    for (const secret of secrets) {
      const name = /\w+/.exec(secret)?.[0] ?? '';
      expect(secret).toBe(`\${${name}:?${name} is missing in .env}`);
      expect(example).toMatch(new RegExp(`^${name}=$`, 'm'));
    }
  });

  test('no default is empty: podman-compose of Debian 12 hands on such a variable as it stands', () => {
    expect(text).not.toMatch(/:-\}/);
    expect(services.migrate?.environment.DATABASE_SECRET).toBeNull(); // absent but while VEZA_SECRET is replaced
  });

  const SCHEMAS: Record<string, z.ZodObject> = {
    gateway: GatewayVariables,
    chat: ChatConfigSchema,
    'chat-2': ChatConfigSchema,
    media: MediaConfigSchema,
    'media-worker': WorkerConfigSchema,
    catalog: CatalogConfigSchema,
    booking: BookingConfigSchema,
    community: CommunityConfigSchema,
  };
  /** Of the image or of the machine, or (VEZA_KEYS) of docker-compose.keys.yml: a value of the shell must not replace them. */
  const OF_THE_IMAGE = ['HOST', 'OPS_PORT', 'REPLICA', 'FFMPEG_PATH', 'VEZA_KEYS'];
  const LISTENERS = ['HTTP_PORT', 'WS_PORT', 'WS_FLAT_PORT', 'BYTES_PORT'];

  test.each(Object.entries(SCHEMAS))(
    '%s gets every variable that its config.ts reads, but for constants, and no other one',
    (name, schema) => {
      const read = describeConfig(schema).flatMap((variable) => (variable.constant ? [] : [variable.name]));
      const expected = read.filter((each) => ![...OF_THE_IMAGE, ...LISTENERS].includes(each));
      const given = Object.keys(services[name]?.environment ?? {}).filter((each) => !LISTENERS.includes(each));
      expect(given.sort()).toEqual(expected.sort());
      expect(services[name]).not.toHaveProperty('env_file');
    },
  );

  /** The containers that a line of .env reaches, by the variables with its value. */
  const holdersOf = (secret: string) =>
    all.flatMap(([name, { environment }]) =>
      Object.entries(environment).some(([key, value]) => (value === null ? key === secret : value.includes(`\${${secret}:`)))
        ? [name]
        : [],
    );

  test('the owner of a secret alone has it: master keys are in booking alone', () => {
    expect(text).not.toContain('env_file');
    expect(holdersOf('BOOKING_MASTER_KEYS')).toEqual(['booking', 'migrate']);
    expect(holdersOf('ADMIN_PASSWORD')).toEqual(['gateway', 'migrate']);
    expect(holdersOf('POSTGRES_PASSWORD')).toEqual(['migrate', 'postgres']);
    expect(holdersOf('REDIS_PASSWORD')).toEqual(['redis']);
    for (const name of ['SMTP_URL', 'SMS_TOKEN', 'OIDC_PROVIDERS']) expect(holdersOf(name)).toEqual(['gateway']);
    expect(holdersOf('MEDIA_S3_SECRET_KEY')).toEqual(['media', 'media-worker']);
    for (const [user, holders] of Object.entries({ chat: ['chat', 'chat-2'], worker: ['media-worker'], booking: ['booking'] }))
      expect(holdersOf(`${user.toUpperCase()}_REDIS_PASSWORD`)).toEqual([...holders, 'redis']);
  });

  test('with docker-compose.keys.yml a service has its own keys, and the master secret is in the migration alone', () => {
    const Overlay = z.object({ services: z.record(z.string(), z.object({ environment: z.record(z.string(), z.string()) })) });
    const overlay = Overlay.parse(parse(read('docker-compose.keys.yml')));
    expect(Object.keys(overlay.services)).toEqual(Object.keys(SCHEMAS));
    for (const [name, { environment }] of Object.entries(overlay.services)) {
      const user = name === 'media-worker' ? 'WORKER' : name.replace(/-2$/, '').toUpperCase();
      const [VEZA_SECRET, VEZA_SECRET_OTHERS, DATABASE_SECRET] = ['', '', ''];
      const VEZA_KEYS = `\${${user}_KEYS:?${user}_KEYS is missing in .env}`;
      expect(environment).toEqual({ VEZA_SECRET, VEZA_SECRET_OTHERS, DATABASE_SECRET, VEZA_KEYS });
    }
  });

  test('a service has its own user in Redis, whose rights are those of redis-users.js', () => {
    const users = services.redis?.environment.REDIS_USERS ?? '';
    const passwords = passwordsOf((user) => `password-of-${user}`);
    const digestOf = (name: string) => createHash('sha256').update(`password-of-${name.toLowerCase()}`).digest('hex');
    const filled = users.replace(/>\$\{([A-Z]+)_REDIS_PASSWORD:[^}]*\}/g, (_, name: string) => `#${digestOf(name)}`);
    expect(filled.trim().split('\n')).toEqual(redisUsers(passwords));
    const logins = platformServices.map(([name, { environment }]) => [name, /\/\/(\w*):/.exec(environment.REDIS_URL ?? '')?.[1]]);
    const others = { 'chat-2': 'chat', 'media-worker': 'worker', migrate: '' };
    expect(Object.fromEntries(logins)).toEqual({
      ...Object.fromEntries(logins.map(([name]) => [name, name])),
      ...others,
    });
  });

  test('the web client runs on a read-only root file system, without settings', () => {
    expect(services.web).toMatchObject({ read_only: true, cap_drop: ['ALL'], environment: {}, depends_on: {} });
  });

  test('a service starts after the migration and with healthy servers, on a read-only root file system', () => {
    for (const [name, service] of platformServices) {
      expect({ name, ...service }).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
      if (stays(service)) expect(service.depends_on).toMatchObject({ migrate: { condition: 'service_completed_successfully' } });
    }
    const awaited = new Set(
      all
        .flatMap(([, { depends_on }]) => Object.entries(depends_on))
        .filter(([, { condition }]) => condition === 'service_healthy')
        .map(([name]) => name),
    );
    expect([...awaited].sort()).toEqual(['postgres', 'redis']);
    for (const name of awaited) expect(services[name]?.healthcheck).toBeDefined();
  });

  test('the grace period of a service exceeds its shutdown timeout', () => {
    for (const [name, service] of platformServices.filter(([, each]) => stays(each))) {
      const grace = Number.parseInt(service.stop_grace_period ?? '', 10) * 1_000;
      expect({ name, spare: grace - Number(service.environment.SHUTDOWN_TIMEOUT_MS) }).toEqual({ name, spare: 5_000 });
    }
  });
});

describe('the Dockerfile', () => {
  const dockerfile = read('Dockerfile');

  test.each([
    ['', 'node:24-bookworm-slim', 0],
    ['1', `registry.example:5000/node:24-bookworm-slim@sha256:${'a'.repeat(64)}`, 0],
    ['1', 'node:24-bookworm-slim', 1],
    ['1', 'node@sha256', 1],
  ])('with RELEASE=%s the base %s ends the build with %i', (RELEASE, NODE_IMAGE, code) => {
    const [, check = ''] = /^ARG RELEASE=\nRUN (case .*)$/m.exec(dockerfile) ?? [];
    expect(spawnSync('sh', ['-c', check], { env: { RELEASE, NODE_IMAGE } }).status).toBe(check === '' ? undefined : code);
    expect([...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base).filter((base) => /[:/$]/.test(base ?? ''))).toEqual([
      '${NODE_IMAGE}',
    ]);
  });
  const packagesOf = (folder: string) => readdirSync(join(ROOT, folder)).map((name) => `${folder}/${name}`);

  test('copies the manifest of every workspace, which npm ci requires', () => {
    const workspaces = [...packagesOf('libs'), ...packagesOf('apps'), 'tools/bench'];
    const copied = [...dockerfile.matchAll(/^COPY (\S+)\/package\.json \S+\/$/gm)].map(([, folder]) => folder);
    expect(copied.sort()).toEqual(workspaces.sort());
  });

  test('each workspace declares the packages that its code imports', () => {
    const root = z.object({ dependencies: z.record(z.string(), z.string()) }).parse(JSON.parse(read('package.json')));
    for (const folder of ['contracts', 'transport', 'platform', 'database']
      .map((name) => `libs/${name}`)
      .concat(packagesOf('apps'))
      .filter((name) => name !== 'apps/e2e')) {
      const manifest = z
        .object({ dependencies: z.record(z.string(), z.string()) })
        .parse(JSON.parse(read(`${folder}/package.json`)));
      const missing = [...importsOf(folder)].filter((name) => !(name in manifest.dependencies));
      const unversioned = Object.entries(manifest.dependencies).filter(
        ([name, range]) => range === '*' && !(name in root.dependencies),
      );
      expect({ folder, missing, unversioned }).toEqual({ folder, missing: [], unversioned: [] });
    }
  });
});

/** The packages that a workspace imports, statically or dynamically. */
function importsOf(folder: string): Set<string> {
  const files = readdirSync(join(ROOT, folder, 'src'), { recursive: true, encoding: 'utf8' });
  const sources = files
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
    .map((name) => read(join(folder, 'src', name)));
  const specifiers = sources.flatMap((source) =>
    [...source.matchAll(/^(?:import|export|\}) [^;=]*?from '([^']+)';|import\('([^']+)'\)/gm)].map(
      ([, first, second]) => first ?? second ?? '',
    ),
  );
  return new Set(
    specifiers
      .filter((name) => !/^(\.|node:|virtual:)/.test(name))
      .map((name) =>
        name
          .split('/')
          .slice(0, name.startsWith('@') ? 2 : 1)
          .join('/'),
      ),
  );
}
