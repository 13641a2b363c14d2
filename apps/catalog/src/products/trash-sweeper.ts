import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { AppLogger, HOURLY_MS, recurring, Shutdown } from '@veza/platform';
import { ProductTrashRepository } from './product-trash.repository.js';

/** Deletes products permanently 30 days after their deletion, every hour. */
@Injectable()
export class TrashSweeper implements OnApplicationBootstrap {
  constructor(
    private readonly trash: ProductTrashRepository,
    readonly logger: AppLogger,
    readonly shutdown: Shutdown,
  ) {}

  onApplicationBootstrap(): void {
    recurring('sweep of the trash', HOURLY_MS, () => this.trash.purge(), this);
  }
}
