import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort, provideNginx, signalOnExit, startNginx, type RunningServer } from '@veza/servers';
import { deriveSecret } from '@veza/platform';
import { MediaServices, SECRET } from './media-services.js';

export const FILE_BYTES = 16 * 1024 ** 2;
const DAY_S = 86_400;

/** One file behind a plain Node server, at media's address, through nginx in front of media and through a gateway, all of them on one core. */
export class MediaStage {
  private constructor(
    /** Addresses of the file, by server. */
    readonly urls: Readonly<Record<string, string>>,
    readonly pids: Readonly<Record<string, readonly number[]>>,
    private readonly ends: readonly (() => unknown)[],
  ) {}

  static async open(): Promise<MediaStage> {
    const services = await MediaServices.start({ MEDIA_FRONT: 'nginx' });
    const { folder, http, bytes, media, gateway } = services;
    const id = randomUUID();
    const plain = await freePort();
    const stream = await startPlain(placeFile(folder, id), plain);
    const front = await startFront(folder, bytes);
    const pids = {
      plain: [stream.pid ?? 0],
      media: [media.pid],
      front: [...familyOf(front.pid ?? 0), media.pid],
      gateway: [gateway.pid, media.pid],
    };
    for (const pid of new Set(Object.values(pids).flat())) pin(pid, '0');
    const path = signedPath(id);
    const urls = {
      plain: `http://127.0.0.1:${plain}/`,
      media: `http://127.0.0.1:${bytes}${path}`,
      front: front.url + path,
      gateway: `http://127.0.0.1:${http}${path}`,
    };
    return new MediaStage(urls, pids, [() => stream.kill('SIGKILL'), () => front.stop(), () => services.stop()]);
  }

  async close(): Promise<void> {
    for (const end of this.ends) await end();
  }
}

/** Where two cores are, the load has the other one. */
export function pin(pid: number, cores: string): void {
  spawnSync('taskset', ['-apc', cores, String(pid)]);
}

/** As the disk store keeps an object. */
function placeFile(folder: string, id: string): string {
  const path = join(folder, 'objects', id.slice(0, 2), id.slice(2, 4), id);
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'audio.m4a'), randomBytes(FILE_BYTES));
  return join(path, 'audio.m4a');
}

/** As media signs it; the rendition needs no row, because only private tracks are looked up. */
function signedPath(id: string): string {
  const expiry = String(Math.ceil(Date.now() / 1_000) + DAY_S);
  const key = deriveSecret(SECRET, 'signed-stream');
  const signature = createHmac('sha256', key).update(`${expiry}/track/${id}`).digest('base64url');
  return `/media/s/${expiry}/${signature}/track/${id}/audio.m4a`;
}

const repository = (path: string) => fileURLToPath(new URL(`../../../../${path}`, import.meta.url));

async function startFront(folder: string, bytes: number): Promise<RunningServer> {
  const program = await provideNginx(repository('.veza'), (text) => console.log(text));
  const template = readFileSync(repository('tools/containers/front/media.conf.template'), 'utf8');
  return startNginx(program, template, { MEDIA_FRONT_UPSTREAM: `127.0.0.1:${bytes}`, MEDIA_FRONT_DATA: folder });
}

/** A process and its children. */
function familyOf(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  return [pid, ...children];
}

async function startPlain(file: string, port: number): Promise<ChildProcess> {
  const server = spawn(process.execPath, [fileURLToPath(new URL('stream-server.js', import.meta.url)), file, String(port)]);
  signalOnExit(server.pid ?? 0, 'SIGKILL');
  const isUp = () => fetch(`http://127.0.0.1:${port}/`, { headers: { range: 'bytes=0-0' } }).then(() => true);
  while (!(await isUp().catch(() => false))) await pause(50);
  return server;
}
