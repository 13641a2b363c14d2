import { z } from 'zod';

const Settings = z.object({
  /** Set by `npm test` when the programs are not on PATH. */
  FFMPEG_PATH: z.string().default('ffmpeg'),
  FFPROBE_PATH: z.string().default('ffprobe'),
  CHROMIUM_PATH: z.string().optional(),
  FIREFOX_PATH: z.string().optional(),
  VEZA_PROMETHEUS: z.string().default('prometheus'),
  LD_LIBRARY_PATH: z.string().default(''),
});

const { CHROMIUM_PATH, FIREFOX_PATH, VEZA_PROMETHEUS, ...rest } = Settings.parse(process.env);

/** Variables that are passed on to the services. */
export const programs = rest;
/** The installed browsers, if any. */
export const chromiumPath = CHROMIUM_PATH;
export const firefoxPath = FIREFOX_PATH;
export const prometheusPath = VEZA_PROMETHEUS;

const Fuzz = z.object({
  /** Determines every request; a failure prints it. */
  FUZZ_SEED: z.coerce.number().int().optional(),
  /** Only these operations, separated by commas. */
  FUZZ_OPERATION: z.string().optional(),
  /** Requests are varied for this long, in place of the fixed ones. */
  FUZZ_SECONDS: z.coerce.number().int().positive().max(3_600).optional(),
  /** Number of generated socket frames. */
  FUZZ_FRAMES: z.coerce.number().int().positive().max(1_000_000).optional(),
});

/** Settings to reproduce a failure of the fuzz. */
export const fuzz = Fuzz.parse(process.env);

const Faults = z.object({
  /** Faults begin for this long. */
  FAULTS_SECONDS: z.coerce.number().int().positive().max(3_600).default(60),
  /** Users, with a client of each kind. */
  FAULTS_USERS: z.coerce.number().int().min(3).max(50).default(5),
});

/** Settings of the drill of people and faults. */
export const faults = Faults.parse(process.env);
