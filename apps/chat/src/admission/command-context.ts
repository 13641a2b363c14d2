import { type ArgumentsHost, Catch, createParamDecorator, type ExceptionFilter } from '@nestjs/common';
import { DeclaredError } from '@veza/contracts';
import type { Command, CommandName } from '../protocol/command.js';
import type { Connection } from '../connections/connection.js';
import type { Answer } from '../protocol/outgoing.js';
import type { Client } from './client.js';
import type { Identity } from '../protocol/identity.js';

/** The command of this name, as a gateway's handler is given it. */
export type CommandOf<Name extends CommandName> = Extract<Command, { name: Name }>;

/** Who sent a command. The queue lets nobody's commands through but `authenticate`. */
export function senderOf({ connection }: Client): Identity {
  if (!connection.identity) throw new DeclaredError('UNAUTHENTICATED');
  return connection.identity;
}

/** Runs what answers a command, and answers it in its turn. */
export async function answer(
  client: Client,
  command: Command,
  work: (connection: Connection, who: Identity) => Promise<Answer | undefined>,
): Promise<void> {
  const answered = await work(client.connection, senderOf(client));
  if (answered) client.commands.inTurn(command, Promise.resolve(answered));
}

/**
 * What a handler is called with. Nest would bind every handler to every client, two dozen functions each; here they are
 * bound to nobody, and a command brings its client along.
 */
export interface Spoken {
  readonly client: Client;
  readonly command: Command;
}

const spokenIn = (host: ArgumentsHost): Spoken => host.switchToWs().getData();

/** A handler's parameter: who sent the command. */
export const Sender = createParamDecorator((_: unknown, host) => spokenIn(host).client);

/** A handler's parameter: the command. */
export const Said = createParamDecorator((_: unknown, host) => spokenIn(host).command);

/** A handler's refusal becomes the dialect's error frame, in its turn. */
@Catch()
export class CommandFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const { client, command } = spokenIn(host);
    client.commands.fail(command, error);
  }
}
