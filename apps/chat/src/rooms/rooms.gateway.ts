import { UseFilters } from '@nestjs/common';
import { WebSocketGateway } from '@nestjs/websockets';
import {
  CommandClient,
  CommandFilter,
  type CommandOf,
  CommandPayload,
  OnCommand,
  replyWith,
  requireIdentity,
} from '../admission/command-context.js';
import { JoiningService } from './joining.service.js';
import type { ConnectedClient } from '../admission/connected-client.js';

@UseFilters(CommandFilter)
@WebSocketGateway()
export class RoomsGateway {
  constructor(private readonly joining: JoiningService) {}

  @OnCommand('join')
  join(@CommandClient() client: ConnectedClient, @CommandPayload() command: CommandOf<'join'>) {
    return this.joining.join(client.connection, requireIdentity(client), command.input, command.ref);
  }

  @OnCommand('leave')
  leave(@CommandClient() client: ConnectedClient, @CommandPayload() command: CommandOf<'leave'>) {
    return replyWith(client, command, (connection, identity) => this.joining.leave(connection, identity, command.input.room));
  }

  @OnCommand('sync')
  sync(@CommandClient() client: ConnectedClient, @CommandPayload() command: CommandOf<'sync'>) {
    return replyWith(client, command, (connection, identity) => this.joining.sync(connection, identity, command.input));
  }
}
