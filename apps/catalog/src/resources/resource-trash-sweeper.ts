import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { AppLogger, HOURLY_MS, recurring, Shutdown } from '@veza/platform';
import { ResourceTrashRepository } from './resource-trash.repository.js';

/** Deletes resources permanently 30 days after their deletion, every hour. */
@Injectable()
export class ResourceTrashSweeper implements OnApplicationBootstrap {
  constructor(
    private readonly trash: ResourceTrashRepository,
    readonly logger: AppLogger,
    readonly shutdown: Shutdown,
  ) {}

  onApplicationBootstrap(): void {
    recurring('sweep of the trash of resources', HOURLY_MS, () => this.trash.purge(), this);
  }
}
