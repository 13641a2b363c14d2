import { parseArgs } from 'node:util';
import { z } from 'zod';
import { quantile } from '../measure/statistics.js';
import { FEW } from './placed.js';
import { CommunityStage, type Publisher } from './stage.js';

/** Allowed cost of a page at the large size, as a multiple of that at the small size. */
const PAGE_BAR = 3;
/** Allowed cost of a publication to everybody, as a multiple of that to few followers. */
const PUBLISH_BAR = 2;
/** Tracks published to each number of followers. */
const PUBLISHED = 50;

const { values } = parseArgs({
  options: {
    small: { type: 'string', default: '1000' },
    large: { type: 'string', default: '100000' },
    requests: { type: 'string', default: '100' },
  },
});
const requests = Number(values.requests);

const Page = z.object({ next_cursor: z.string().nullable() });

interface Cost {
  readonly postgres: number;
  readonly all: number;
  /** Of the latency, ms. */
  readonly p95: number;
}

/** CPU of one of several works in milliseconds. */
async function costOf(stage: CommunityStage, count: number, work: () => Promise<unknown>): Promise<Cost> {
  const before = stage.spentMicros();
  const times: number[] = [];
  for (let i = 0; i < count; i += 1) {
    const started = performance.now();
    await work();
    times.push(performance.now() - started);
  }
  const after = stage.spentMicros();
  const ofEach = (kind: 'postgres' | 'all') => (after[kind] - before[kind]) / count / 1_000;
  return { postgres: ofEach('postgres'), all: ofEach('all'), p95: quantile(times, 0.95) };
}

/** The page behind ten others. */
async function tenth(stage: CommunityStage, path: string): Promise<string> {
  let query = '';
  for (let page = 0; page < 10; page += 1) {
    const { next_cursor: cursor } = Page.parse(JSON.parse(await stage.read(path + query)));
    if (cursor === null) break;
    query = `?cursor=${encodeURIComponent(cursor)}`;
  }
  return path + query;
}

async function readsOf(stage: CommunityStage): Promise<Map<string, Cost>> {
  const paths = {
    'feed, first page': '/me/feed',
    'feed, tenth page': await tenth(stage, '/me/feed'),
    'new in the community': '/publications',
    'own likes': '/me/likes',
    'likes of a track': '/tracks/7/likes',
    'last plays': '/me/plays',
    'comments of a track with 1,000': '/tracks/1/comments',
    'marks of its waveform': '/tracks/1/comment-marks',
    'a playlist': '/playlists/7',
    'playlists of a person': '/people/person11/playlists',
    'followers of everybody': '/people/star/followers',
  };
  const costs = new Map<string, Cost>();
  for (const [name, path] of Object.entries(paths)) {
    for (let i = 0; i < requests / 5; i += 1) await stage.read(path);
    costs.set(name, await costOf(stage, requests, () => stage.read(path)));
  }
  return costs;
}

async function publicationsOf(stage: CommunityStage): Promise<Record<Publisher, Cost>> {
  const one = async (by: Publisher): Promise<Cost> => {
    await stage.publish(by, 5);
    const { postgres, all, p95 } = await costOf(stage, 1, () => stage.publish(by, PUBLISHED));
    return { postgres: postgres / PUBLISHED, all: all / PUBLISHED, p95 };
  };
  return { quiet: await one('quiet'), star: await one('star') };
}

const reads: Map<string, Cost>[] = [];
const sizes = [Number(values.small), Number(values.large)];
const verdict = (ratio: number, bar: number) => `${ratio.toFixed(1)} | ${bar}: ${ratio <= bar ? 'met' : 'NOT met'}`;
const cell = ({ all, postgres, p95 }: Cost) => `${all.toFixed(1)} (${postgres.toFixed(1)}), p95 ${p95.toFixed(0)}`;
for (const people of sizes) {
  process.stderr.write(`${people} people\n`);
  const stage = await CommunityStage.open(people, 2 * PUBLISHED);
  try {
    reads.push(await readsOf(stage));
    const { quiet, star } = await publicationsOf(stage);
    console.log(
      `${people} people: CPU of a publication, ms (of it Postgres): to ${FEW} followers ${quiet.all.toFixed(1)} (${quiet.postgres.toFixed(1)}), ` +
        `to ${people - 3} ${star.all.toFixed(1)} (${star.postgres.toFixed(1)}); ratio | bar ${verdict(star.all / quiet.all, PUBLISH_BAR)}`,
    );
  } finally {
    await stage.close();
  }
}

const [small, large] = reads;
console.log(
  `\nCPU of all processes for one request, ms (of it Postgres), and p95 of the latency, ms; ${requests} requests, one after the other.`,
);
console.log('Each person follows 100 others and has ten tracks.\n');
console.log(`| request | ${values.small} people | ${values.large} people | ratio | bar |`);
console.log('|---|---:|---:|---:|---|');
for (const [name, at] of small ?? []) {
  const other = large?.get(name);
  if (other) console.log(`| ${name} | ${cell(at)} | ${cell(other)} | ${verdict(other.all / at.all, PAGE_BAR)} |`);
}
