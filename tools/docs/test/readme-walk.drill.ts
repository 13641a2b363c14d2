// covers: README.md, tools/demo-data, tools/stack
// drill: heavy
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually, type TestProcess } from '@veza/testing';
import { WebSocket } from 'ws';
import { account } from '../../demo-data/account.mjs';
import { Api } from '../../demo-data/api.mjs';
import { freeOffset, launch } from '../../stack/test/launch.js';

/** The README's walk beside a running system, typed into a terminal as a paste without bracketed paste does. */
const ROOT = join(import.meta.dirname, '../../..');
const place = mkdtempSync(join(tmpdir(), 'veza-readme-'));
chmodSync(place, 0o755);
let system: TestProcess;
let offset = 0;

beforeAll(async () => {
  offset = await freeOffset();
  system = launch(ROOT, join(place, 'state'), { args: ['--port-offset', String(offset)] });
  await system.line(/ready in/, { ms: 150_000 });
});
afterAll(async () => {
  await system.stop({ ms: 60_000 });
  rmSync(place, { recursive: true, force: true });
});

/** The blocks of the walk in this language, with the ports of this system. */
function blocks(language: string): string[] {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const walk = /## A walk through the API\n(.*?)\n## /s.exec(readme)?.[1] ?? '';
  const found = [...walk.matchAll(/^```(\w*)\n(.*?)^```$/gms)].filter((match) => match[1] === language);
  return found.map((match) =>
    (match[2] ?? '').replace(/(localhost:)(8080|3001)/g, (_, host, port) => host + (Number(port) + offset)),
  );
}

/** An interactive shell on a terminal; `type` writes all of its text at once. */
function terminal() {
  const ffmpeg = dirname(process.env['FFMPEG_PATH'] ?? '/usr/bin/ffmpeg');
  const shell = spawn('script', ['-qfec', 'bash --norc --noprofile -i', '/dev/null'], {
    cwd: place,
    env: { PATH: `${ffmpeg}${delimiter}${process.env['PATH']}`, HOME: place, TERM: 'dumb', PS1: '$ ' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let output = '';
  shell.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  return {
    async type(text: string): Promise<string> {
      const from = output.length;
      const end = `end-${from}`;
      shell.stdin.write(`${text}\necho ${end.replace('-', '"-"')}\n`);
      await eventually('the end of the commands', () => output.includes(`\n${end}`), { ms: 120_000 });
      return output.slice(from);
    },
    end: () => shell.stdin.end('exit\n'),
  };
}

/** Sends the frames of the README, and returns everything received. */
async function talk(url: string, frames: string[]): Promise<{ type: string; data: unknown }[]> {
  const socket = new WebSocket(url);
  const received: { type: string; data: unknown }[] = [];
  socket.on('message', (text) => received.push(JSON.parse(String(text))));
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  for (const frame of frames) socket.send(frame);
  await eventually('the history with the message', () => JSON.stringify(received).split('"hello"').length > 2);
  socket.close();
  return received;
}

test('every command of the walk works when it is pasted into a terminal', async () => {
  const [walk = '', erasure = ''] = blocks('sh');
  const shell = terminal();
  const output = await shell.type(walk);
  const values = await shell.type('echo "TOKEN=$TOKEN; TRACK=$TRACK; CABINET=$CABINET; PRACTITIONER=$PRACTITIONER;"');
  const [, token] = /\nTOKEN=([\w.-]+); TRACK=\d+; CABINET=\w[\w-]*; PRACTITIONER=\w[\w-]*;/.exec(values) ?? [];
  expect(token).toBeDefined();
  expect(output).not.toMatch(/"success":false|command not found|SyntaxError|syntax error/);
  expect(output).toContain('"nom":"Oud"');
  expect(output).toContain('{"success":true,"data":null}'); // the address is confirmed
  expect(output).toMatch(/data: ?\{[^\n]*"ready"/); // the progress of the transcoding
  expect(output).toMatch(/"hls|\.m3u8/);
  expect(output).toContain('206 Partial Content');
  expect(output).toMatch(/"content":"[^"]*friday/i); // the search among the demo messages
  expect(output).toMatch(/"start(Time|At)?":/); // the free times
  expect(readFileSync(join(place, 'part.wav'))).toHaveLength(100);

  const [frames = ''] = blocks('');
  const received = await talk(`ws://localhost:${3001 + offset}/ws?token=${token}`, frames.trim().split('\n'));
  expect(received.filter(({ type }) => type === 'error')).toEqual([]);

  const last = await shell.type(erasure);
  expect(last).not.toContain('"success":false');
  expect(readFileSync(join(place, 'byron.zip')).subarray(0, 2).toString()).toBe('PK');
  const login = await fetch(`http://localhost:${8080 + offset}/api/v1/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'byron@example.test', password: 'a-long-enough-one' }),
  });
  expect(login.status).toBe(400);
  shell.end();
});

/** A response of the API to a person of the demo. */
async function asDemo<T>(name: string, path: string): Promise<T> {
  const api = await account(new Api(`http://localhost:${8080 + offset}`), { username: name, email: `${name}@veza.local` });
  return api.get(`/api/v1${path}`);
}

test('the demo community is there soon after: music with covers, playlists, weeks of talk', async () => {
  const playlists = () => asDemo<{ playlists: { id: number; title: string }[] }>('goran', '/me/playlists');
  await eventually('the last playlist', async () => (await playlists()).playlists.length > 0, { ms: 180_000, everyMs: 1_000 });
  const [bus] = (await playlists()).playlists;
  const { tracks } = await asDemo<{ tracks: { cover_url?: string }[] }>('lena', `/playlists/${bus?.id}`);
  expect(tracks.filter(({ cover_url }) => cover_url !== undefined)).toHaveLength(4);
  const rooms = await asDemo<{ id: string; name: string }[]>('lena', '/chat/rooms');
  const studio = rooms.find(({ name }) => name === 'studio')?.id; // the walk has spoken in the general one
  const messages = await asDemo<{ created_at: string }[]>('lena', `/chat/rooms/${studio}/messages?limit=100`);
  expect(Date.now() - Date.parse(messages[0]?.created_at ?? '')).toBeGreaterThan(7 * 86_400_000);
  const { items } = await asDemo<{ items: { tracks: unknown }[] }>('ada', '/me/feed');
  expect(items.length).toBeGreaterThan(5);
});
