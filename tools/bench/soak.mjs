/**
 * `npm run bench:soak [-- http://localhost:8080 --minutes 30 --messages 10000]`: one person reads a room and plays tracks in
 * Chromium while another one writes by the SDK to it. On the way the page is frozen as by a machine that sleeps, its clock
 * jumps, its line is lost, and another build is offered and loaded; access tokens expire all the time. After each of these
 * the messages are read back by the wheel and have no gap. The system is a `npm start` with other limits:
 * `ACCESS_TOKEN_TTL=2m CHAT_MESSAGES_PER_MINUTE=100000 CHAT_MESSAGES_PER_HOUR=1000000 npm start`.
 * It prints what the page holds each minute, and exits with 1 if a message is missing or memory grows.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Veza } from '@veza/sdk';
import { Chat } from '@veza/sdk/chat';
import { provideChromium } from '@veza/servers';
import { chromium } from 'playwright-core';
import { WebSocket } from 'ws';
import { STATE } from '../stack/workspace/paths.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { minutes: { type: 'string', default: '30' }, messages: { type: 'string', default: '10000' } },
});
const address = positionals[0] ?? 'http://localhost:8080';
const [minutes, messages] = [Number(values.minutes), Number(values.messages)];
const PASSWORD = 'demo-password';
const MINUTE = 60_000;
/** Of the sleep and of the lost line. */
const AWAY_MS = Math.min(MINUTE, minutes * 6_000);
/** The heap at the end beside that of the first fifth, after garbage collection. */
const MOST_GROWTH = 1.25;

const veza = new Veza({ baseUrl: address });
await veza.signIn({ email: 'bela@veza.local', password: PASSWORD });
const { data: room } = await veza.createRoom({ body: { name: `Soak ${Date.now()}` } });
const chat = new Chat(veza, { WebSocket, mostUnsent: messages });
chat.connect();
await chat.join(room.id);

const browser = await chromium.launch({
  executablePath: await provideChromium(STATE, console.log),
  args: ['--no-sandbox', '--disable-dev-shm-usage', '--autoplay-policy=no-user-gesture-required'],
});
const context = await browser.newContext({ locale: 'en', viewport: { width: 1_280, height: 800 } });
const page = await context.newPage();
/** @type {string[]} */
const faults = [];
page.on('pageerror', ({ message }) => void faults.push(message));
const devTools = await context.newCDPSession(page);
await devTools.send('Performance.enable');

await page.goto(`${address}/app/tracks`);
await page.locator('input[type=email]').fill('ada@veza.local');
await page.locator('input[type=password]').fill(PASSWORD);
await page.keyboard.press('Enter');
await play();
await openRoom();

const begun = Date.now();
let sent = 0;
const writing = write();
/** What happens on the way, at this share of the time. @type {[share: number, name: string, does: () => Promise<unknown>][]} */
const EVENTS = [
  [0.25, 'sleep', sleep],
  [0.45, 'clock', () => page.evaluate(jump, 2 * 3_600_000)],
  [0.6, 'lost line', loseLine],
  [0.8, 'another build', loadBuild],
];
/** @type {number[]} */
const heaps = [];
for (let minute = 1; minute <= minutes; minute += 1) {
  while (Date.now() < begun + minute * MINUTE) {
    const [next] = EVENTS;
    if (next && Date.now() > begun + next[0] * minutes * MINUTE) await happen(next);
    else await pause(500);
  }
  console.log(`minute ${minute}: ${await held()}; ${sent} messages; ${await heard()}`);
}
await writing;
await readBack('the end', Math.max(1, sent - 500));
const early = heaps.slice(1, Math.max(2, Math.ceil(heaps.length / 5)));
const [first, last] = [Math.max(...early), heaps.at(-1) ?? 0];
console.log(`heap ${first.toFixed(1)} MiB early, ${last.toFixed(1)} MiB at the end; errors of the page: ${faults.length}`);
for (const fault of new Set(faults)) console.log(`  ${fault}`);
if (last > first * MOST_GROWTH || faults.length > 0) process.exitCode = 1;
chat.close();
await browser.close();

/** Evenly over the time. Each message is numbered, and awaited by the next one. */
async function write() {
  for (let n = 1; n <= messages; n += 1) {
    const due = begun + ((n - 1) / messages) * minutes * MINUTE;
    if (due > Date.now()) await pause(due - Date.now());
    await chat.settled(chat.send({ room: room.id }, { content: `message ${n} of the soak` }));
    sent = n;
  }
}

/** @param {(typeof EVENTS)[number]} event */
async function happen([, name, does]) {
  EVENTS.shift();
  const before = sent;
  await does();
  await readBack(name, Math.max(1, before - 10));
}

/** The numbers from this one to the newest, by the wheel. @param {string} name @param {number} from */
async function readBack(name, from) {
  const to = sent;
  await toEnd();
  await page.getByRole('article').getByText(`message ${to} of`).or(newer(to)).first().waitFor({ timeout: 60_000 });
  const seen = new Set();
  await page.getByRole('article').last().hover();
  for (let turn = 0; turn < 3_000 && !seen.has(from); turn += 1) {
    for (const text of await page.getByRole('article').allInnerTexts())
      for (const [, number] of text.matchAll(/message (\d+) of/g)) seen.add(Number(number));
    await page.mouse.wheel(0, -500);
    await pause(60);
  }
  const missing = Array.from({ length: to - from + 1 }, (_, at) => from + at).filter((number) => !seen.has(number));
  console.log(`${name}: ${to - from + 1} messages read back, ${missing.length} missing ${missing.slice(0, 10).join(' ')}`);
  if (missing.length > 0) process.exitCode = 1;
  await toEnd();
}

/** A later message than this one. @param {number} number */
function newer(number) {
  const later = Array.from({ length: 30 }, (_, at) => `message ${number + 1 + at} of`).join('|');
  return page.getByRole('article').getByText(new RegExp(later));
}

async function toEnd() {
  // It goes as soon as the end is in sight.
  const button = page.getByRole('button', { name: 'To the newest' });
  if ((await button.count()) > 0) await button.click({ timeout: 2_000 }).catch(() => undefined);
}

async function openRoom() {
  await page.evaluate(`history.pushState(null, '', '/app/rooms/${room.id}'); dispatchEvent(new PopStateEvent('popstate'))`);
  await page.getByRole('heading', { name: room.name }).waitFor();
  await page.getByRole('textbox', { name: room.name }).waitFor();
}

async function play() {
  await page
    .getByRole('button', { name: /^Play / })
    .first()
    .click();
  const repeat = page.getByRole('region', { name: 'Player' }).getByRole('button', { name: /^Repeat/ });
  await repeat.waitFor();
  // The choice of an earlier page stays.
  if ((await repeat.getAttribute('aria-label')) === 'Repeat: off') await repeat.click();
}

async function sleep() {
  await devTools.send('Page.setWebLifecycleState', { state: 'frozen' });
  await pause(AWAY_MS);
  await devTools.send('Page.setWebLifecycleState', { state: 'active' });
}

async function loseLine() {
  await context.setOffline(true);
  await pause(AWAY_MS);
  await context.setOffline(false);
}

/** The wall clock of the page goes ahead; that of its timers does not. @param {number} ms */
function jump(ms) {
  const now = Date.now.bind(Date);
  Date.now = () => now() + ms;
}

/** The page offers the build, and a draft outlives it. */
async function loadBuild() {
  await page.getByRole('textbox', { name: room.name }).fill('a draft of the old build');
  await page.route('**/index.html?latest', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<script type="module" src="/app/assets/index-next.js"></script>' }),
  );
  await page.evaluate(`dispatchEvent(new Event('vite:preloadError'))`);
  await page.getByRole('button', { name: 'Load it' }).click();
  await page.getByText('A new version of Veza is there.').waitFor({ state: 'detached' });
  const field = page.getByRole('textbox', { name: room.name });
  await field.waitFor();
  for (let tries = 0; tries < 50 && (await field.inputValue()) === ''; tries += 1) await pause(100);
  const isKept = (await field.inputValue()) === 'a draft of the old build';
  console.log(`another build: the draft is ${isKept ? 'kept' : 'lost'}`);
  if (!isKept) process.exitCode = 1;
  await page.goto(`${address}/app/tracks`);
  await play();
  await openRoom();
}

async function held() {
  await devTools.send('HeapProfiler.collectGarbage');
  const { metrics } = await devTools.send('Performance.getMetrics');
  const of = (/** @type {string} */ name) => metrics.find((metric) => metric.name === name)?.value ?? 0;
  const heap = of('JSHeapUsedSize') / 1024 ** 2;
  heaps.push(heap);
  return `heap ${heap.toFixed(1)} MiB, ${of('Nodes')} nodes, ${of('JSEventListeners')} listeners, ${of('Documents')} documents`;
}

/** Where the player is. */
async function heard() {
  const player = page.getByRole('region', { name: 'Player' });
  const isPlaying = (await player.getByRole('button', { name: /^Pause/ }).count()) > 0;
  return isPlaying ? `plays at ${await player.getByRole('slider').first().inputValue()}` : 'plays nothing';
}
