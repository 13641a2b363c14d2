import { z } from 'zod';

const Settings = z.object({
  /** `npm test` says where the programs are when they are not on PATH. */
  FFMPEG_PATH: z.string().default('ffmpeg'),
  FFPROBE_PATH: z.string().default('ffprobe'),
  CHROMIUM_PATH: z.string().optional(),
  LD_LIBRARY_PATH: z.string().default(''),
});

const { CHROMIUM_PATH, ...rest } = Settings.parse(process.env);

/** What the journeys read from their environment, and hand on to the services that they start. */
export const programs = rest;
/** The browser of this machine, if it has one. */
export const chromiumPath = CHROMIUM_PATH;

const Fuzz = z.object({
  /** Decides every request; a failure prints it. */
  FUZZ_SEED: z.coerce.number().int().optional(),
  /** Only these operations, between commas. */
  FUZZ_OPERATION: z.string().optional(),
  /** Goes on for so long with other requests each time, instead of the same few. */
  FUZZ_SECONDS: z.coerce.number().int().positive().max(240).optional(),
});

/** How a failure of the fuzz is looked at again. */
export const fuzz = Fuzz.parse(process.env);
