import { Injectable } from '@nestjs/common';
import { Hourly } from '@veza/platform';
import { Database } from './database.js';
import { deleteOldOperations } from './operations.js';

/**
 * Deletes the stored replies of `once` that have expired, every hour. `once` deletes a few with each new one, which leaves
 * those of a quiet service.
 */
@Injectable()
export class OperationsSweeper {
  constructor(private readonly database: Database) {}

  @Hourly('sweep of operations')
  sweep(): Promise<void> {
    return deleteOldOperations(this.database);
  }
}
