import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { AppLogger, CONFIG } from '@veza/platform';
import type { MediaConfig } from '../config.js';
import { CpuBudget } from './cpu-budget.js';
import { ENCODERS, type Format, FORMATS } from './further.js';
import { runProgram } from './run-program.js';

type EncodersConfig = Pick<MediaConfig, 'FFMPEG_PATH' | 'MEDIA_DATA_DIR' | 'PATH' | 'LD_LIBRARY_PATH' | 'TRANSCODE_FORMATS'>;

const MOST_MS = 15_000;

/** The formats beside AAC that are made here: those that are wanted, and that ffmpeg has an encoder for. */
@Injectable()
export class Encoders implements OnModuleInit {
  formats: readonly Format[] = [];

  constructor(
    @Inject(CONFIG) private readonly config: EncodersConfig,
    private readonly logger: AppLogger,
  ) {}

  async onModuleInit(): Promise<void> {
    const { TRANSCODE_FORMATS } = this.config;
    const wanted = FORMATS.filter((format) => TRANSCODE_FORMATS === 'all' || TRANSCODE_FORMATS === format);
    if (wanted.length === 0) return;
    try {
      const found = encodersIn(await this.list());
      this.formats = wanted.filter((format) => found.has(ENCODERS[format]));
      const missing = wanted.filter((format) => !this.formats.includes(format)).map((format) => ENCODERS[format]);
      if (missing.length > 0) this.logger.warn('Tracks have less formats: ffmpeg lacks an encoder', { missing });
    } catch (cause) {
      this.logger.warn('Tracks have AAC alone: the encoders of ffmpeg could not be listed', { cause });
    }
  }

  private async list(): Promise<string> {
    const { FFMPEG_PATH, MEDIA_DATA_DIR, PATH, LD_LIBRARY_PATH } = this.config;
    const chunks: Buffer[] = [];
    await runProgram({
      command: FFMPEG_PATH,
      args: ['-hide_banner', '-encoders'],
      cwd: MEDIA_DATA_DIR,
      env: { PATH, ...(LD_LIBRARY_PATH !== undefined && { LD_LIBRARY_PATH }) },
      isolated: false,
      onStdout: (chunk) => chunks.push(chunk),
      timeoutMs: MOST_MS,
      budget: new CpuBudget(MOST_MS / 1_000),
      mostFileBytes: 0,
      signal: new AbortController().signal,
    });
    return Buffer.concat(chunks).toString('latin1');
  }
}

/** The encoders of sound in what `ffmpeg -encoders` prints: ` A....D flac   FLAC (Free Lossless Audio Codec)`. */
const encodersIn = (list: string): ReadonlySet<string> =>
  new Set([...list.matchAll(/^ A[A-Z.]{5} (\S+)/gm)].map(([, name = '']) => name));
