#!/usr/bin/env node
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { WebSocket, WebSocketServer } from 'ws';

/**
 * Runs the Firefox of FIREFOX_PATH, and stands between it and Playwright: a command that this Firefox does not know is
 * answered here. Playwright sends it with each profile, and takes an error for the end of the profile.
 */
const UNKNOWN = new Set(['emulation.setMediaFeaturesOverride']);

const firefox = spawn(process.env['FIREFOX_PATH'] ?? 'firefox-esr', process.argv.slice(2), {
  stdio: ['ignore', 'inherit', 'pipe'],
});
firefox.on('exit', (code) => process.exit(code ?? 1));
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => firefox.kill(signal));

createInterface({ input: firefox.stderr }).on('line', (line) => {
  const [, address] = /WebDriver BiDi listening on (ws:\/\/\S+)/.exec(line) ?? [];
  if (address) relay(address);
  else process.stderr.write(`${line}\n`);
});

/** @param {string} address of the Firefox */
function relay(address) {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 }, () => {
    const bound = server.address();
    const port = typeof bound === 'object' ? bound?.port : undefined;
    process.stderr.write(`WebDriver BiDi listening on ws://127.0.0.1:${port}\n`);
  });
  server.on('connection', (near) => {
    const far = new WebSocket(`${address}/session`);
    /** @type {Promise<unknown>} */
    const open = new Promise((resolve) => far.once('open', resolve));
    near.on('message', (data) => {
      const text = String(data);
      const { id, method } = JSON.parse(text);
      if (UNKNOWN.has(method)) near.send(JSON.stringify({ type: 'success', id, result: {} }));
      else void open.then(() => far.send(text));
    });
    far.on('message', (data) => near.send(String(data)));
    near.on('close', () => far.close());
    far.on('close', () => near.close());
    far.on('error', () => near.close());
  });
}
