import {
  provideChromium,
  provideFfmpeg,
  provideFirefox,
  provideNginx,
  providePgbouncer,
  providePrometheus,
  providePostgres,
  provideRedis,
  provideSwift,
  startPostgres,
  startRedis,
} from '../../libs/servers/src/index.js';
import { STATE } from '../stack/workspace/paths.mjs';

/**
 * A Postgres and a Redis for one run, on free ports, stopped with it; and the paths of the programs, for specs that start
 * their own servers.
 *
 * @param {'spec' | 'drill'} kind
 * @param {(text: string) => void} say
 */
export async function startTestServers(kind, say) {
  const programs = {
    postgres: await providePostgres(STATE, say),
    redis: await provideRedis(STATE, say),
    ffmpeg: await provideFfmpeg(STATE, say),
    // Needed by drills only, which fail without them.
    chromium: kind === 'drill' ? await provideChromium(STATE, say).catch((error) => void say(String(error.message))) : undefined,
    firefox: kind === 'drill' ? await provideFirefox(STATE, say).catch((error) => void say(String(error.message))) : undefined,
    nginx: kind === 'drill' ? await provideNginx(STATE, say).catch((error) => void say(String(error.message))) : undefined,
    pgbouncer:
      kind === 'drill' ? await providePgbouncer(STATE, say).catch((error) => void say(String(error.message))) : undefined,
    prometheus:
      kind === 'drill' ? await providePrometheus(STATE, say).catch((error) => void say(String(error.message))) : undefined,
    swift: kind === 'drill' ? await provideSwift(STATE, say).catch((error) => void say(String(error.message))) : undefined,
  };
  const postgres = await startPostgres({ installation: programs.postgres, settings: { max_connections: '300' } });
  const redis = await startRedis({ file: programs.redis });
  return {
    env: {
      TEST_DATABASE_URL: postgres.url,
      TEST_REDIS_URL: redis.url,
      VEZA_POSTGRES_BIN: programs.postgres.bin,
      VEZA_REDIS_SERVER: programs.redis,
      FFMPEG_PATH: programs.ffmpeg.ffmpeg,
      FFPROBE_PATH: programs.ffmpeg.ffprobe,
      ...(programs.chromium && { CHROMIUM_PATH: programs.chromium }),
      ...(programs.firefox && { FIREFOX_PATH: programs.firefox }),
      ...(programs.nginx && { VEZA_NGINX: programs.nginx }),
      ...(programs.pgbouncer && { VEZA_PGBOUNCER: programs.pgbouncer }),
      ...(programs.prometheus && {
        VEZA_PROMETHEUS: programs.prometheus.prometheus,
        VEZA_PROMTOOL: programs.prometheus.promtool,
      }),
      ...(programs.swift && { VEZA_SWIFT_ROOT: programs.swift }),
    },
    async stop() {
      await Promise.all([postgres.stop(), redis.stop()]);
    },
  };
}
