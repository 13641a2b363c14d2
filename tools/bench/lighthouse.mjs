/**
 * `npm run bench:lighthouse [-- http://localhost:8080]`: Lighthouse on pages of the web client of a running `npm start`, as a
 * phone sees them, medians of three. Lighthouse is fetched for the run: its 200 packages are no part of the lock file.
 * It exits with 1 below the bars. Its figures need a quiet machine.
 */
import { execFileSync } from 'node:child_process';
import { loadavg } from 'node:os';
import { provideChromium } from '@veza/servers';
import { STATE } from '../stack/workspace/paths.mjs';

const LIGHTHOUSE = 'lighthouse@12.8.2';
/** The lowest score of each category. */
const BARS = { performance: 95, accessibility: 100, 'best-practices': 100, seo: 100 };
const CATEGORIES = Object.keys(BARS);
const REPEATS = 3;

const address = process.argv[2] ?? 'http://localhost:8080';
const { products } = await (await fetch(`${address}/api/v1/products?limit=1`)).json();
const { items: cabinets } = await (await fetch(`${address}/api/book`)).json();
/** The product and the cabinet are those of the demo world. */
const PAGES = ['/sign-in', '/products', `/products/${products[0].id}`, `/book/${cabinets[0].slug}`];
const CHROME_PATH = await provideChromium(STATE, console.log);

/** @param {string} url @returns {Record<string, number>} */
function measure(url) {
  const args = ['--yes', LIGHTHOUSE, url, '--quiet', '--output=json', `--only-categories=${CATEGORIES.join(',')}`];
  const flags = ['--chrome-flags=--headless=new --no-sandbox', '--max-wait-for-load=60000'];
  const text = execFileSync('npx', [...args, ...flags], {
    encoding: 'utf8',
    env: { ...process.env, CHROME_PATH },
    maxBuffer: 100 * 1_024 * 1_024,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const { categories } = JSON.parse(text);
  return Object.fromEntries(CATEGORIES.map((name) => [name, Math.round(categories[name].score * 100)]));
}

const median = (/** @type {number[]} */ values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

console.log(`load of the machine: ${loadavg()[0]?.toFixed(1)}`);
for (const path of PAGES) {
  const runs = Array.from({ length: REPEATS }, () => measure(`${address}/app${path}`));
  const scores = CATEGORIES.map((name) => ({ name, score: median(runs.map((run) => run[name] ?? 0)) }));
  console.log(`${path.padEnd(12)} ${scores.map(({ name, score }) => `${name} ${score}`).join(', ')}`);
  if (scores.some(({ name, score }) => score < Reflect.get(BARS, name))) process.exitCode = 1;
}
