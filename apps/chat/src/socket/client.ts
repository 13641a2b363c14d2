import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { DeclaredError } from '@veza/contracts';
import type { Client } from './admission.js';
import type { Command, CommandName } from './command.js';
import type { Connection, Identity } from './connection.js';
import type { Answer } from './outgoing.js';

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

/** A handler's refusal becomes the dialect's error frame, in its turn. */
@Catch()
export class CommandFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const ws = host.switchToWs();
    const client: Client = ws.getClient();
    const command: Command = ws.getData();
    client.commands.fail(command, error);
  }
}
