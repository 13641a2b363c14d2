import { afterEach, expect, test } from '@jest/globals';
import { freePort, startProcess, type TestProcess } from '@veza/testing';

const FILE = new URL('fixtures/probe.mjs', import.meta.url).pathname;
const REACHED = { API_KEY: 'k'.repeat(8), OPS_PORT: '0' };
const started: TestProcess[] = [];

/** The probe, and its base URL once it is ready. */
async function probe(env: Record<string, string> = {}) {
  const port = await freePort();
  const child = startProcess(FILE, { ...REACHED, HTTP_PORT: String(port), ...env });
  started.push(child);
  await child.line('"msg":"Ready"');
  return { child, url: `http://127.0.0.1:${port}` };
}

afterEach(async () => {
  await Promise.all(started.splice(0).map((child) => child.kill()));
});

test('a configuration with mistakes prints all of them and exits with 1', async () => {
  const child = startProcess(FILE, { HTTP_PORT: 'eighty', OPS_PORT: '-1', API_KEY: 'SESAME' });
  expect(await child.ended).toEqual({ code: 1, signal: null });
  expect(child.lines[0]).toBe('The configuration has 3 mistakes:');
  expect(
    child.lines
      .slice(1)
      .map((line) => line.trim().split(' ')[0])
      .sort(),
  ).toEqual(['API_KEY', 'HTTP_PORT', 'OPS_PORT']);
  expect(child.lines.join()).not.toContain('SESAME');
});

test('SIGTERM finishes running requests, closes in order and exits with 0', async () => {
  const { child, url } = await probe();
  const answer = fetch(`${url}/slow`);
  await child.line('slow began');
  child.signal('SIGTERM');
  expect(await (await answer).text()).toBe('finished');
  expect(await child.ended).toEqual({ code: 0, signal: null });
  const phases = child.lines.flatMap((line) => /"phase":"([a-z-]+)"/.exec(line)?.[1] ?? []);
  expect(phases).toEqual(['unready', 'stop-accepting', 'drain', 'close-connections']);
});

test('an endless response is closed before the hard limit', async () => {
  const { child, url } = await probe({ SHUTDOWN_TIMEOUT_MS: '1000' });
  const response = await fetch(`${url}/endless`);
  child.signal('SIGTERM');
  await expect(response.text()).rejects.toThrow();
  expect(await child.ended).toEqual({ code: 0, signal: null });
});

test('a shutdown past the hard limit exits with 1 and names the steps that did not end', async () => {
  const { child } = await probe({ SHUTDOWN_TIMEOUT_MS: '300', HANG: '1' });
  child.signal('SIGINT');
  expect(await child.ended).toEqual({ code: 1, signal: null });
  expect(child.lines.join()).toContain('the hanging part');
});

test('a second signal ends the process at once', async () => {
  const { child } = await probe({ SHUTDOWN_TIMEOUT_MS: '60000', HANG: '1' });
  child.signal('SIGTERM');
  await child.line('"msg":"Stopping"');
  child.signal('SIGTERM');
  expect(await child.ended).toEqual({ code: 143, signal: null });
});

test('an uncaught error is logged, the service shuts down and exits with 1', async () => {
  const { child, url } = await probe();
  await fetch(`${url}/crash`);
  expect(await child.ended).toEqual({ code: 1, signal: null });
  expect(child.lines.join()).toContain('uncaught error of the probe');
  expect(child.lines.join()).toContain('"phase":"close-connections"');
});

test('a taken port is logged in one line and ends the process', async () => {
  const { url } = await probe();
  const child = startProcess(FILE, { ...REACHED, HTTP_PORT: new URL(url).port });
  expect(await child.ended).toEqual({ code: 1, signal: null });
  const fatal = child.lines.filter((line) => line.includes('"level":"fatal"'));
  expect(fatal).toHaveLength(1);
  expect(fatal[0]).toContain(`The port ${new URL(url).port} (HTTP_PORT) is taken`);
});
