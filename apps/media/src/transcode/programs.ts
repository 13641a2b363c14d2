import type { MediaConfig } from '../config.js';
import type { Isolation } from './isolation.js';
import type { Programs } from './transcoder.js';

/** The programs of this worker, with what of its environment they need. */
export function programsOf(config: MediaConfig, { available: isolated, rooted }: Isolation): Programs {
  const { FFMPEG_PATH: ffmpeg, FFPROBE_PATH: ffprobe, PATH, LD_LIBRARY_PATH } = config;
  return { ffmpeg, ffprobe, env: { PATH, ...(LD_LIBRARY_PATH !== undefined && { LD_LIBRARY_PATH }) }, isolated, rooted };
}
