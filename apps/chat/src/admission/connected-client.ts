import type { Connection } from '../connections/connection.js';
import type { CommandQueue } from './command-queue.js';

/** What a gateway's handlers are given as their client. */
export interface ConnectedClient {
  readonly connection: Connection;
  readonly commands: CommandQueue;
}
