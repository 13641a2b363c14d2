import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { AppLogger, HOURLY_MS, recurring, Shutdown } from '@veza/platform';
import { OperationsRepository } from './operations.repository.js';

/**
 * Deletes the kept replies that have expired, every hour and in every cabinet. `once` deletes a few of its caller's with
 * each new one, which leaves those of a quiet cabinet.
 */
@Injectable()
export class OperationsSweeper implements OnApplicationBootstrap {
  constructor(
    private readonly repository: OperationsRepository,
    readonly logger: AppLogger,
    readonly shutdown: Shutdown,
  ) {}

  onApplicationBootstrap(): void {
    recurring('sweep of operations', HOURLY_MS, () => this.sweep(), this);
  }

  async sweep(): Promise<void> {
    await this.repository.sweep();
  }
}
