import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { AppLogger, HOURLY_MS, recurring, Shutdown } from '@veza/platform';
import { NotificationsRepository } from './notifications.repository.js';

/** Deletes notifications after 90 days, every hour and in every cabinet. */
@Injectable()
export class NotificationsSweeper implements OnApplicationBootstrap {
  constructor(
    private readonly repository: NotificationsRepository,
    readonly logger: AppLogger,
    readonly shutdown: Shutdown,
  ) {}

  onApplicationBootstrap(): void {
    recurring('sweep of notifications', HOURLY_MS, () => this.repository.sweep(), this);
  }
}
