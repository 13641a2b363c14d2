import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { AppLogger, CONFIG } from '@veza/platform';
import type { MediaConfig } from '../config.js';
import { CpuBudget } from './cpu-budget.js';
import { makeLeanRoot } from './lean-root.js';
import { namespacesAllowed } from './namespaces.js';
import { runProgram } from './run-program.js';

type TrialConfig = Pick<MediaConfig, 'MEDIA_DATA_DIR' | 'FFMPEG_PATH' | 'FFPROBE_PATH' | 'PATH' | 'LD_LIBRARY_PATH'>;

const TRIAL_MS = 15_000;

/** How far ffmpeg is kept apart from its worker. Without namespaces, its container and its network policy remain. */
@Injectable()
export class Isolation implements OnModuleInit {
  /** True when programs run in namespaces of their own. */
  available = false;
  /** True when they also have a root of their own. */
  rooted = false;

  constructor(
    @Inject(CONFIG) private readonly config: TrialConfig,
    private readonly logger: AppLogger,
  ) {}

  async onModuleInit(): Promise<void> {
    this.available = await namespacesAllowed();
    if (!this.available) return this.logger.warn('ffmpeg runs without namespaces of its own: the kernel refuses them');
    try {
      await this.tryRoot();
      this.rooted = true;
    } catch (cause) {
      this.logger.warn('ffmpeg runs without a root of its own, and can read what its worker can', { cause });
    }
  }

  /** On the volume of the working folders, whose mount options count, with the programs that are used. */
  private async tryRoot(): Promise<void> {
    const { MEDIA_DATA_DIR, FFMPEG_PATH, FFPROBE_PATH, PATH, LD_LIBRARY_PATH: libraries } = this.config;
    const folder = join(MEDIA_DATA_DIR, 'work', randomUUID());
    try {
      for (const name of ['in', 'out']) await mkdir(join(folder, name), { recursive: true });
      const root = await makeLeanRoot(folder, { programs: [FFMPEG_PATH, FFPROBE_PATH], libraries });
      for (const command of [FFMPEG_PATH, FFPROBE_PATH])
        await runProgram({
          command,
          args: ['-version'],
          cwd: join(folder, 'out'),
          env: { PATH, ...(libraries !== undefined && { LD_LIBRARY_PATH: libraries }) },
          isolated: true,
          root,
          timeoutMs: TRIAL_MS,
          budget: new CpuBudget(TRIAL_MS / 1_000),
          mostFileBytes: 0,
          signal: new AbortController().signal,
        });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}
