import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { AppLogger, recurring, Shutdown } from '@veza/platform';
import { CalendarImportsRepository } from './calendar-imports.repository.js';
import { ImportQueue } from './import-queue.js';

const EVERY_MS = 15_000;
const MOST = 200;

/** Adds the imports that are due to the queue, from Postgres, on every replica: so a queue that was wiped needs no repair. */
@Injectable()
export class ImportPlanner implements OnApplicationBootstrap {
  constructor(
    private readonly imports: CalendarImportsRepository,
    private readonly queue: ImportQueue,
    readonly logger: AppLogger,
    readonly shutdown: Shutdown,
  ) {}

  onApplicationBootstrap(): void {
    recurring('plan of calendar imports', EVERY_MS, () => this.plan(), this);
  }

  async plan(): Promise<void> {
    await this.queue.add(await this.imports.due(MOST));
  }
}
