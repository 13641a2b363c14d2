import { UseFilters } from '@nestjs/common';
import { WebSocketGateway } from '@nestjs/websockets';
import { Admission } from './admission.js';
import { CommandClient, CommandFilter, type CommandOf, CommandPayload, OnCommand, replyWith } from './command-context.js';
import type { ConnectedClient } from './connected-client.js';

// Wall clock: the time of a pong, for the client.

/** Commands that concern the connection itself. */
@UseFilters(CommandFilter)
@WebSocketGateway()
export class SessionGateway {
  constructor(private readonly admission: Admission) {}

  @OnCommand('authenticate')
  authenticate(@CommandClient() client: ConnectedClient, @CommandPayload() command: CommandOf<'authenticate'>) {
    return this.admission.authenticate(client, command.input.token, command.ref);
  }

  @OnCommand('ping')
  ping(@CommandClient() client: ConnectedClient, @CommandPayload() command: CommandOf<'ping'>) {
    return replyWith(client, command, () => Promise.resolve({ kind: 'pong', at: Date.now() }));
  }
}
