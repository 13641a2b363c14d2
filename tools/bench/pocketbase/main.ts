import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { refreshing, signingIn } from '../auth/loads.js';
import { CatalogStage } from '../catalog/stage.js';
import { median } from '../measure/statistics.js';
import { Wire } from '../measure/wire.js';

/**
 * What PocketBase publishes for 2 vCPU (github.com/pocketbase/benchmarks): requests a second, by so many clients at once.
 * Ours writes each create and each refresh to a disk; theirs signs a token without a write.
 */
const PUBLISHED = {
  create: { perSecond: 1_900, clients: 500, title: 'creates of a product' },
  counted: { perSecond: 685, clients: 1_000, title: 'lists of 20 with a total' },
  uncounted: { perSecond: 1_180, clients: 1_000, title: 'lists of 20 without a total' },
  refresh: { perSecond: 2_876, clients: 100, title: 'refreshes of a token' },
} as const;
type Load = keyof typeof PUBLISHED;

const ACCOUNT = { username: 'bench_person', email: 'bench@example.test', password: 'Correct-Horse-Battery-7' };

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    ms: { type: 'string', default: '4000' },
    products: { type: 'string', default: '5000' },
  },
});
const [rounds, ms, products] = [Number(values.rounds), Number(values.ms), Number(values.products)];

const stage = await CatalogStage.open(products);
const { origin: url } = new URL(stage.url);

const SERVERS = ['gateway', 'catalog', 'postgres', 'redis'] as const;
type Server = (typeof SERVERS)[number];

interface Measured {
  perSecond: number;
  /** Requests that got 503. */
  refused: number;
  /** Microseconds of each server for a request. */
  cpu: Record<Server, number>;
}

/** What a client waits after a 503, ms. */
const AFTER_REFUSAL = 100;

let refused = 0;

/** Closed loops: each client sends its next request when it has the response to the last one. Refused ones do not count. */
async function loop(clients: number, request: (wire: Wire) => Promise<{ status: number }>, ok: number): Promise<number> {
  const wires = await Promise.all(Array.from({ length: clients }, () => Wire.open(url)));
  const until = performance.now() + ms;
  let count = 0;
  await Promise.all(
    wires.map(async (wire) => {
      while (performance.now() < until) {
        const { status } = await request(wire);
        if (status === ok) count += 1;
        else if (status !== 503) throw new Error(`Returned ${status}`);
        else {
          refused += 1;
          await pause(AFTER_REFUSAL);
        }
      }
      wire.close();
    }),
  );
  return count;
}

async function measured(run: () => Promise<number>): Promise<Measured> {
  const [before, started] = [stage.spentMicros(), performance.now()];
  refused = 0;
  const count = await run();
  const [after, took] = [stage.spentMicros(), performance.now() - started];
  const each = (server: Server) => (after[server] - before[server]) / count;
  const cpu = { gateway: each('gateway'), catalog: each('catalog'), postgres: each('postgres'), redis: each('redis') };
  return { perSecond: (count / took) * 1_000, refused, cpu };
}

try {
  const wire = await Wire.open(url);
  const { status, body } = await wire.post('/api/v1/signup', JSON.stringify(ACCOUNT));
  wire.close();
  if (status !== 201) throw new Error(`The sign-up failed: ${status} ${body}`);
  const lanes = PUBLISHED.refresh.clients;
  const signed = await signingIn({ kind: 'sign in', url, ...ACCOUNT, lanes, ms: 0 });
  const token = signed.tokens[0]?.accessToken ?? '';
  let tokens = signed.tokens.map(({ refreshToken }) => refreshToken);
  const product = JSON.stringify({
    nom: 'Guitare rouge',
    description: 'Un son chaud et précis.',
    prix: 450,
    stock: 3,
    category: 'cordes',
  });
  const list = (query: string) => (each: Wire) => each.get(`/api/v1/products${query}`, token);

  const loads: Record<Load, () => Promise<number>> = {
    create: () => loop(PUBLISHED.create.clients, (each) => each.post('/api/v1/products', product, token), 201),
    counted: () => loop(PUBLISHED.counted.clients, list(''), 200),
    uncounted: () => loop(PUBLISHED.uncounted.clients, list('?total=none'), 200),
    refresh: async () => {
      const refreshed = await refreshing({ kind: 'refresh', url, path: '/api/v1/refresh', tokens, presents: 'newest', ms });
      tokens = refreshed.tokens;
      return refreshed.count;
    },
  };

  const samples = new Map<Load, Measured[]>();
  for (let round = 0; round <= rounds; round += 1) {
    process.stderr.write(round === 0 ? 'warming up\n' : `round ${round} of ${rounds}\n`);
    for (const load of ['counted', 'uncounted', 'refresh', 'create'] as const) {
      const sample = await measured(loads[load]);
      if (round > 0) samples.set(load, [...(samples.get(load) ?? []), sample]);
    }
  }
  console.log(`\nMedians of ${rounds} windows of ${ms} ms. Servers, Postgres (fsync on) and the clients share this machine.\n`);
  console.log(
    '| load | clients at once | PocketBase, published | here | ratio | 503 | CPU µs: gateway + catalog + Postgres + Redis |',
  );
  console.log('|---|---:|---:|---:|---:|---:|---|');
  for (const [load, all] of samples) {
    const { perSecond, clients, title } = PUBLISHED[load];
    const here = median(all.map((each) => each.perSecond));
    const cpu = SERVERS.map((server) => Math.round(median(all.map((each) => each.cpu[server]))));
    console.log(
      `| ${title} | ${clients} | ${perSecond}/s | ${Math.round(here)}/s | ${(here / perSecond).toFixed(2)} | ${median(all.map((each) => each.refused))} | ${cpu.join(' + ')} |`,
    );
    if (here < perSecond) process.exitCode = 1;
  }
} finally {
  await stage.close();
}
