import { Injectable } from '@nestjs/common';
import { AppLogger } from '@veza/platform';
import { TranscodeQueue } from '../tracks/transcode-queue.js';
import { TranscodingsRepository } from './transcodings.repository.js';

/** Makes the workers see what the row of the queue states. Sweeps repeat it, because Redis may have lost the mark. */
@Injectable()
export class QueueSwitch {
  constructor(
    private readonly transcodings: TranscodingsRepository,
    private readonly queue: TranscodeQueue,
    private readonly logger: AppLogger,
  ) {}

  /** Never rejects. */
  async align(): Promise<void> {
    try {
      await this.queue.setPaused((await this.transcodings.pausedAt()) !== undefined);
    } catch (cause) {
      this.logger.warn('The queue could not be paused or resumed; the next sweep repeats it', { cause });
    }
  }
}
