import { type ArgumentsHost, Catch, createParamDecorator, type ExceptionFilter } from '@nestjs/common';
import { DeclaredError } from '@veza/contracts';
import type { Command, CommandName } from '../protocol/command.js';
import type { Connection } from '../connections/connection.js';
import type { Reply } from '../protocol/outgoing.types.js';
import type { ConnectedClient } from './connected-client.js';
import type { Identity } from '../protocol/identity.js';

/** The command of this name, as a gateway's handler is given it. */
export type CommandOf<Name extends CommandName> = Extract<Command, { name: Name }>;

/** Who sent a command. The queue lets nobody's commands through but `authenticate`. */
export function requireIdentity({ connection }: ConnectedClient): Identity {
  if (!connection.identity) throw new DeclaredError('UNAUTHENTICATED');
  return connection.identity;
}

/** Runs what answers a command, and answers it in its turn. */
export async function replyWith(
  client: ConnectedClient,
  command: Command,
  work: (connection: Connection, who: Identity) => Promise<Reply | undefined>,
): Promise<void> {
  const answered = await work(client.connection, requireIdentity(client));
  if (answered) client.commands.replyInOrder(command, Promise.resolve(answered));
}

/**
 * What a handler is called with. Nest would bind every handler to every client, two dozen functions each; here they are
 * bound to nobody, and a command brings its client along.
 */
export interface CommandContext {
  readonly client: ConnectedClient;
  readonly command: Command;
}

const contextOf = (host: ArgumentsHost): CommandContext => host.switchToWs().getData();

/** A handler's parameter: who sent the command. */
export const CommandClient = createParamDecorator((_: unknown, host) => contextOf(host).client);

/** A handler's parameter: the command. */
export const CommandPayload = createParamDecorator((_: unknown, host) => contextOf(host).command);

/** A handler's refusal becomes the dialect's error frame, in its turn. */
@Catch()
export class CommandFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const { client, command } = contextOf(host);
    client.commands.replyError(command, error);
  }
}
