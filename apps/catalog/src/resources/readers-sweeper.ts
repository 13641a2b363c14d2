import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { AppLogger, HOURLY_MS, recurring, Shutdown } from '@veza/platform';
import { ResourcesRepository } from './resources.repository.js';

/** Deletes the readers of downloads that no longer matter, every hour. */
@Injectable()
export class ReadersSweeper implements OnApplicationBootstrap {
  constructor(
    private readonly resources: ResourcesRepository,
    readonly logger: AppLogger,
    readonly shutdown: Shutdown,
  ) {}

  onApplicationBootstrap(): void {
    recurring('sweep of the readers of downloads', HOURLY_MS, () => this.resources.sweepReaders(), this);
  }
}
