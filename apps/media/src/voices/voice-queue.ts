import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { voiceJobs } from '@veza/contracts';
import { AppLogger, CONFIG } from '@veza/platform';
import type { MediaConfig } from '../config.js';
import { JobQueue } from '../jobs/job-queue.js';

/** Adds voice messages to the queue of the workers. */
@Injectable()
export class VoiceQueue implements OnApplicationShutdown {
  private readonly queue: JobQueue<typeof voiceJobs.encode>;

  constructor(@Inject(CONFIG) config: MediaConfig, logger: AppLogger) {
    this.queue = new JobQueue(voiceJobs.encode, config, logger);
  }

  /** Never rejects. */
  add(objectId: string): Promise<void> {
    return this.queue.add(`voice-${objectId}`, { objectId });
  }

  onApplicationShutdown(): Promise<void> {
    return this.queue.close();
  }
}
