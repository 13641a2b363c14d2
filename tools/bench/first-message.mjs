/**
 * `npm run bench:first-message [-- --port-offset N]`: from a fresh clone to the first message in the browser, by nothing but
 * what `npm start` runs, and the same with a second start. npm's cache is that of this user. It exits with 1 above a bar.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { provideChromium } from '@veza/servers';
import { chromium } from 'playwright-core';
import { ROOT, STATE } from '../stack/workspace/paths.mjs';

const BARS = { cold: 90, warm: 10 };
const STEP_MS = 30_000;
const LIMIT_MS = 900_000;

const executablePath = await provideChromium(STATE, console.log);
const folder = mkdtempSync(join(tmpdir(), 'veza-fresh-'));
const checkout = join(folder, 'veza');

/** @param {keyof typeof BARS} name @param {() => void} prepare */
async function measure(name, prepare) {
  const begun = performance.now();
  const seconds = () => (performance.now() - begun) / 1_000;
  prepare();
  // Not by npm, which does not pass the SIGINT on.
  const start = spawn(process.execPath, ['tools/stack/start.mjs', ...process.argv.slice(2)], {
    cwd: checkout,
    stdio: ['ignore', 'pipe', 'inherit'],
    signal: AbortSignal.timeout(LIMIT_MS),
  });
  const ended = once(start, 'exit');
  let address = '';
  for await (const line of createInterface({ input: start.stdout })) {
    if (line.startsWith('·')) console.log(`${name} ${seconds().toFixed(1).padStart(6)} s ${line}`);
    address = /web client\s+(\S+)/.exec(line)?.[1] ?? address;
    if (line.includes('Ctrl-C')) break;
  }
  try {
    await firstMessage(address);
    const total = seconds();
    console.log(
      `${name}: first message after ${total.toFixed(1)} s; bar ${BARS[name]} s ${total <= BARS[name] ? 'met' : 'NOT met'}`,
    );
    if (total > BARS[name]) process.exitCode = 1;
  } finally {
    start.kill('SIGINT');
    await ended;
  }
}

/** A demo account writes into the first of its rooms. @param {string} address */
async function firstMessage(address) {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage({ locale: 'en' });
    page.setDefaultTimeout(STEP_MS);
    await page.goto(`${address}rooms`);
    await page.locator('input[type=email]').fill('ada@veza.local');
    await page.locator('input[type=password]').fill('demo-password');
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Rooms' }).getByRole('listitem').first().getByRole('link').click();
    await page.getByRole('textbox').fill('the first message');
    await page.keyboard.press('Enter');
    await page.getByRole('article').getByText('the first message').last().waitFor();
    await page.getByText('Sending', { exact: true }).waitFor({ state: 'detached' });
  } finally {
    await browser.close();
  }
}

console.log(`load of the machine: ${loadavg()[0]?.toFixed(1)}`);
try {
  await measure('cold', () => void execFileSync('git', ['clone', '--quiet', ROOT, checkout]));
  await measure('warm', () => undefined);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
