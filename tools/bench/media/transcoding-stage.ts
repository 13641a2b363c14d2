import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startRedis } from '@veza/servers';
import { z } from 'zod';
import { durablePostgres, migrate, Service } from '../measure/services.js';

const ACCOUNT = { username: 'bench_person', email: 'bench@example.test', password: 'Correct-Horse-Battery-7' };
const Session = z.object({ accessToken: z.string() });
const Uploaded = z.object({ id: z.int() });
const Status = z.object({ status: z.string() });

/** Gateway, media and one worker as deployed, and a user who is signed in. */
export class TranscodingStage {
  private constructor(
    private readonly url: string,
    private readonly token: string,
    private readonly worker: Service,
    private readonly ends: readonly (() => unknown)[],
  ) {}

  static async open(programs: { ffmpeg: string; ffprobe: string }): Promise<TranscodingStage> {
    const folder = mkdtempSync(join(tmpdir(), 'veza-bench-'));
    const [postgres, redis] = [await durablePostgres(), await startRedis()];
    const [http, bytes] = [await freePort(), await freePort()];
    const settings = {
      VEZA_SECRET: 'a master secret that only the benchmark uses',
      DATABASE_URL: postgres.url,
      REDIS_URL: redis.url,
      HTTP_PORT: String(http),
      BYTES_PORT: String(bytes),
      MEDIA_DATA_DIR: folder,
      MEDIA_URL: `http://127.0.0.1:${bytes}`,
      FFMPEG_PATH: programs.ffmpeg,
      FFPROBE_PATH: programs.ffprobe,
    };
    for (const app of ['gateway', 'media']) migrate(app, settings);
    const [media, gateway] = [await Service.start('media', settings), await Service.start('gateway', settings)];
    const worker = await Service.start('media', settings, 'worker.js');
    const url = `http://127.0.0.1:${http}/api/v1`;
    const signUp = await fetch(`${url}/signup`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(ACCOUNT),
    });
    const { accessToken } = Session.parse(await signUp.json());
    return new TranscodingStage(url, accessToken, worker, [
      ...[worker, media, gateway].map((service) => () => service.kill()),
      ...[redis, postgres].map((server) => () => server.stop()),
      () => rmSync(folder, { recursive: true }),
    ]);
  }

  get workerPid(): number {
    return this.worker.pid;
  }

  /** Returns the id of the new track. */
  async upload(sound: Blob): Promise<number> {
    const form = new FormData();
    form.append('title', 'Bench');
    form.append('artist', 'Bench');
    form.append('audio', sound, 'sound.wav');
    const response = await fetch(`${this.url}/tracks/upload`, { method: 'POST', headers: this.headers, body: form });
    return Uploaded.parse(await response.json()).id;
  }

  async statusOf(id: number): Promise<string> {
    const response = await fetch(`${this.url}/tracks/${id}`, { headers: this.headers });
    return Status.parse(await response.json()).status;
  }

  async close(): Promise<void> {
    for (const end of this.ends) await end();
  }

  private get headers(): Record<string, string> {
    return { authorization: `Bearer ${this.token}` };
  }
}
