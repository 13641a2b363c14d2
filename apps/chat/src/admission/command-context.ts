import { type ArgumentsHost, Catch, createParamDecorator, type ExceptionFilter } from '@nestjs/common';
import { SubscribeMessage } from '@nestjs/websockets';
import { DeclaredError } from '@veza/contracts';
import type { Command, HandledCommandName } from '../protocol/command.js';
import type { Connection } from '../connections/connection.js';
import type { Reply } from '../protocol/outgoing.types.js';
import type { ConnectedClient } from './connected-client.js';
import type { Identity } from '../protocol/identity.js';

/** The command with this name, as a gateway handler receives it. */
export type CommandOf<Name extends HandledCommandName> = Extract<Command, { name: Name }>;

/** `@SubscribeMessage` for a method that takes the input of this command: a handler of another one does not compile. */
export const OnCommand =
  <Name extends HandledCommandName>(name: Name) =>
  <Handler extends (client: ConnectedClient, command: CommandOf<Name>) => unknown>(
    target: object,
    key: string,
    method: TypedPropertyDescriptor<Handler>,
  ): void =>
    void SubscribeMessage(name)(target, key, method);

/** The identity of the client. The queue lets no command but `authenticate` through without one. */
export function requireIdentity({ connection }: ConnectedClient): Identity {
  if (!connection.identity) throw new DeclaredError('UNAUTHENTICATED');
  return connection.identity;
}

/** Runs the work of a command and sends its reply, if there is one, in the order of the commands. */
export async function replyWith(
  client: ConnectedClient,
  command: Command,
  work: (connection: Connection, identity: Identity) => Promise<Reply | undefined>,
): Promise<void> {
  const reply = await work(client.connection, requireIdentity(client));
  if (reply) client.commands.replyInOrder(command, Promise.resolve(reply));
}

/**
 * The argument of a handler. Handlers are bound once per replica, and not to each connection (two dozen functions each),
 * so a command carries its client.
 */
export interface CommandContext {
  readonly client: ConnectedClient;
  readonly command: Command;
}

const contextOf = (host: ArgumentsHost): CommandContext => host.switchToWs().getData();

/** Handler parameter: the client that sent the command. */
export const CommandClient = createParamDecorator((_: unknown, host) => contextOf(host).client);

/** Handler parameter: the command. */
export const CommandPayload = createParamDecorator((_: unknown, host) => contextOf(host).command);

/** Sends the error of a handler as the error frame of the dialect, in the order of the commands. */
@Catch()
export class CommandFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const { client, command } = contextOf(host);
    client.commands.replyError(command, error);
  }
}
