import { APPS, version } from './images.mjs';
import { services } from './platform-in-compose.mjs';
import { podman, run } from './run.mjs';

const SCHEMAS = ['identity', 'chat', 'media', 'catalog', 'booking', 'community'];
const DEFAULT_SECRET = 'veza-development-secret-known-to-everybody';
const SECRET_SENTENCE = /VEZA_SECRET must be set to a secret of your own in production/;

/**
 * Each image must reject an unusable configuration: print one sentence and exit before it opens a listener.
 *
 * @param {import('./compose.mjs').Compose} compose a running one @param {import('./report.mjs').Report} report
 */
export async function refuseBadInput(compose, report) {
  const {
    VEZA_SECRET = '',
    BOOKING_MASTER_KEYS = '',
    REDIS_PASSWORD = '',
    ADMIN_PASSWORD = '',
    POSTGRES_PASSWORD = '',
  } = compose.settings;
  const good = {
    VEZA_SECRET,
    BOOKING_MASTER_KEYS,
    ADMIN_PASSWORD,
    REDIS_URL: `redis://:${REDIS_PASSWORD}@redis:6379`,
    DATABASE_URL: `postgres://veza:${POSTGRES_PASSWORD}@postgres:5432/veza`,
  };
  const cases = [
    { what: 'no secret', env: { ...good, VEZA_SECRET: '' }, sentence: SECRET_SENTENCE },
    { what: 'the default secret', env: { ...good, VEZA_SECRET: DEFAULT_SECRET }, sentence: SECRET_SENTENCE },
    {
      what: 'no Postgres',
      env: { ...good, DATABASE_URL: 'postgres://veza:x@127.0.0.1:9/veza' },
      sentence: /Postgres does not respond at \S+@127\.0\.0\.1:9\/veza \(waited 30 s\)/,
    },
  ];
  for (const each of cases) await refuseAll(each, report);
  await refuseNewSchema(compose, good, report);
  await startNothing(compose, report);
}

/** @param {{ what: string, env: Record<string, string>, sentence: RegExp }} each @param {import('./report.mjs').Report} report */
async function refuseAll({ what, env, sentence }, report) {
  const programs = [...APPS.map((app) => [`veza/${app}`]), ['veza/media', 'node', 'dist/worker.js'], ['veza/migrate']];
  const outcomes = await Promise.all(
    programs.map(async ([image = '', ...command]) => {
      const variables = Object.entries(env).flatMap(([name, value]) => ['-e', `${name}=${value}`]);
      const args = [
        'run',
        '--rm',
        '--read-only',
        '--volume=/data', // the volume of media in its manifest
        '--network',
        'veza-verify_default',
        ...variables,
        `${image}:${version()}`,
        ...command,
      ];
      const { code, output } = await run('podman', args, { limitMs: 120_000 });
      return {
        name: [image, ...command.slice(-1)].join(' '),
        code,
        matches: output.match(new RegExp(sentence, 'g'))?.length ?? 0,
        output,
      };
    }),
  );
  for (const { name, code, matches, output } of outcomes) {
    const good = code !== 0 && code !== 124 && matches === 1 && !output.includes('"msg":"Ready"');
    report.check(`${name} with ${what} exits with one sentence`, good, `exit ${code}, ${matches} matching lines`);
    if (!good) report.say(output.slice(-1_500));
  }
}

/** Then by compose: the migrate step refuses, and no service is started but the files of the web client, which need no schema. @param {import('./compose.mjs').Compose} compose @param {Record<string, string>} env @param {import('./report.mjs').Report} report */
async function refuseNewSchema(compose, env, report) {
  const [postgres = ''] = compose.names(['postgres']);
  const statements = SCHEMAS.map(
    (schema) => `INSERT INTO ${schema}.migrations (timestamp, name, compatible_since)
      VALUES (9999999999999, 'FromTheFuture9999999999999', 9999999999999)`,
  );
  await podman([
    'exec',
    '-e',
    `PGPASSWORD=${compose.settings.POSTGRES_PASSWORD}`,
    postgres,
    'psql',
    '-q',
    '-U',
    'veza',
    '-d',
    'veza',
    '-c',
    statements.join(';'),
  ]);
  const sentence = /The schema \w+ is newer than this program, which does not know FromTheFuture9999999999999/;
  await refuseAll({ what: 'a schema of a newer version', env, sentence }, report);

  await compose.down({ volumes: false });
  const refusal = await compose.up(report).then(
    () => 'everything started',
    (error) => String(error.message),
  );
  const [web = ''] = compose.names(['web']);
  const running = (await runningServices(compose)).filter((name) => name !== web);
  report.check('compose stops at the migrate step', sentence.test(refusal) && running.length === 0, running.join(', '));
}

/** @param {import('./compose.mjs').Compose} compose @param {import('./report.mjs').Report} report */
async function startNothing(compose, report) {
  await compose.down({ volumes: true });
  for (const name of ['VEZA_SECRET', 'ADMIN_PASSWORD', 'POSTGRES_PASSWORD', 'REDIS_PASSWORD', 'CHAT_REDIS_PASSWORD']) {
    const { [name]: _, ...rest } = compose.settings;
    const { code, output } = await compose.run(['up', '-d', '--no-build'], rest);
    const good = code !== 0 && output.includes(`${name} is missing in .env`) && (await runningServices(compose)).length === 0;
    report.check(`compose without ${name} starts nothing and names it`, good, `exit ${code}`);
  }
}

/** @param {import('./compose.mjs').Compose} compose */
async function runningServices(compose) {
  const running = (await podman(['ps', '--format', '{{.Names}}'])).split('\n');
  return compose.names(services()).filter((name) => running.includes(name));
}
