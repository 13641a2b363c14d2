import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@veza/servers';
import { durablePostgres, throwAwayRedis } from '../measure/servers.js';
import { migrate, Service, type ServiceSettings } from '../measure/services.js';

export const SECRET = 'a master secret that only the benchmark uses';

/** Gateway and media as deployed, with the servers and the folder that they need. */
export class MediaServices {
  private constructor(
    readonly settings: ServiceSettings,
    readonly folder: string,
    readonly http: number,
    readonly bytes: number,
    readonly media: Service,
    readonly gateway: Service,
    private readonly ends: readonly (() => unknown)[],
  ) {}

  static async start(more: ServiceSettings): Promise<MediaServices> {
    const folder = mkdtempSync(join(tmpdir(), 'veza-bench-'));
    const [postgres, redis] = [await durablePostgres(), await throwAwayRedis()];
    const [http, bytes] = [await freePort(), await freePort()];
    const settings = {
      VEZA_SECRET: SECRET,
      DATABASE_URL: postgres.url,
      REDIS_URL: redis.url,
      HTTP_PORT: String(http),
      BYTES_PORT: String(bytes),
      MEDIA_DATA_DIR: folder,
      MEDIA_URL: `http://127.0.0.1:${bytes}`,
      ...more,
    };
    for (const app of ['gateway', 'media']) migrate(app, settings);
    const [media, gateway] = [await Service.start('media', settings), await Service.start('gateway', settings)];
    return new MediaServices(settings, folder, http, bytes, media, gateway, [
      () => media.kill(),
      () => gateway.kill(),
      () => redis.stop(),
      () => postgres.stop(),
      () => rmSync(folder, { recursive: true }),
    ]);
  }

  async stop(): Promise<void> {
    for (const end of this.ends) await end();
  }
}
