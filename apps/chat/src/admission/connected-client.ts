import type { Connection } from '../connections/connection.js';
import type { BadFrame, Command } from '../protocol/command.js';
import type { Reply } from '../protocol/outgoing.types.js';

/** The command queue of a connection, as its users see it. */
export interface ClientCommands {
  /** Commands that arrive before wait. */
  start(): void;
  /** Sends a reply after the replies of earlier commands. */
  replyInOrder(command: Command | BadFrame, answer: Promise<Reply>): void;
  replyError(command: Command | BadFrame, error: unknown): void;
  /** Runs work between two commands, before the ones that wait. It must not reject. */
  runBetween(work: () => Promise<void>): void;
  /** Resolves when every command that has arrived is done. */
  idle(): Promise<void>;
}

/** The client of a gateway handler: a connection and the queue of its commands. */
export interface ConnectedClient {
  readonly connection: Connection;
  readonly commands: ClientCommands;
}
