import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { AppLogger, HOURLY_MS, recurring, Shutdown } from '@veza/platform';
import { Database } from './database.js';
import { deleteOldOperations } from './operations.js';

/**
 * Deletes the stored replies of `once` that have expired, every hour. `once` deletes a few with each new one, which leaves
 * those of a quiet service.
 */
@Injectable()
export class OperationsSweeper implements OnApplicationBootstrap {
  constructor(
    private readonly database: Database,
    readonly logger: AppLogger,
    readonly shutdown: Shutdown,
  ) {}

  onApplicationBootstrap(): void {
    recurring('sweep of operations', HOURLY_MS, () => this.sweep(), this);
  }

  sweep(): Promise<void> {
    return deleteOldOperations(this.database);
  }
}
