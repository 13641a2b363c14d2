import { UseFilters } from '@nestjs/common';
import { SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { Admission } from './admission.js';
import { replyWith, CommandFilter, type CommandOf, CommandPayload, CommandClient } from './command-context.js';
import type { ConnectedClient } from './connected-client.js';

/** What is about the connection itself. */
@UseFilters(CommandFilter)
@WebSocketGateway()
export class SessionGateway {
  constructor(private readonly admission: Admission) {}

  @SubscribeMessage('authenticate')
  authenticate(@CommandClient() client: ConnectedClient, @CommandPayload() command: CommandOf<'authenticate'>) {
    return this.admission.authenticate(client, command.input.token, command.ref);
  }

  @SubscribeMessage('ping')
  ping(@CommandClient() client: ConnectedClient, @CommandPayload() command: CommandOf<'ping'>) {
    return replyWith(client, command, () => Promise.resolve({ kind: 'pong', ref: command.ref, at: Date.now() }));
  }
}
