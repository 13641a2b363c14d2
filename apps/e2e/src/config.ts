import { z } from 'zod';

const Settings = z.object({
  /** `npm test` says where the programs are when they are not on PATH. */
  FFMPEG_PATH: z.string().default('ffmpeg'),
  FFPROBE_PATH: z.string().default('ffprobe'),
  LD_LIBRARY_PATH: z.string().default(''),
});

/** What the journeys read from their environment, and hand on to the services that they start. */
export const programs = Settings.parse(process.env);
