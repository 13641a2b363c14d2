import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { CONFIG, StartFailure } from '@veza/platform';
import type { MediaConfig } from '../config.js';
import { runProgram } from './run-program.js';

/** A worker without its programs would fail every track, so it does not start. */
@Injectable()
export class RequirePrograms implements OnModuleInit {
  constructor(@Inject(CONFIG) private readonly config: MediaConfig) {}

  async onModuleInit(): Promise<void> {
    const { FFMPEG_PATH, FFPROBE_PATH, PATH, LD_LIBRARY_PATH } = this.config;
    const env = { PATH, ...(LD_LIBRARY_PATH !== undefined && { LD_LIBRARY_PATH }) };
    for (const [variable, command] of [
      ['FFMPEG_PATH', FFMPEG_PATH],
      ['FFPROBE_PATH', FFPROBE_PATH],
    ] as const) {
      const run = {
        command,
        args: ['-version'],
        cwd: '.',
        env,
        timeoutMs: 20_000,
        mostFileBytes: 0,
        signal: new AbortController().signal,
      };
      await runProgram(run).catch((cause: unknown) => {
        throw new StartFailure(`${command} does not run: install ffmpeg, or set ${variable} to it`, cause);
      });
    }
  }
}
