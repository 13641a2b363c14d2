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
import { ChangesService } from './changes.service.js';
import { ReadingService } from './reading.service.js';
import { RemovalService } from './removal.service.js';
import { SendingService } from './sending.service.js';
import type { ConnectedClient } from '../admission/connected-client.js';

@UseFilters(CommandFilter)
@WebSocketGateway()
export class MessagesGateway {
  constructor(
    private readonly sending: SendingService,
    private readonly changes: ChangesService,
    private readonly removal: RemovalService,
    private readonly reading: ReadingService,
  ) {}

  @OnCommand('send')
  async send(@CommandClient() client: ConnectedClient, @CommandPayload() command: CommandOf<'send'>) {
    const sent = await this.sending.send(client.connection, requireIdentity(client), command.input, command.ref);
    client.commands.replyInOrder(command, sent.reply);
  }

  @OnCommand('sendDirect')
  async sendDirect(@CommandClient() client: ConnectedClient, @CommandPayload() command: CommandOf<'sendDirect'>) {
    const sent = await this.sending.sendDirect(requireIdentity(client), command.input, command.ref);
    client.commands.replyInOrder(command, sent.reply);
  }

  @OnCommand('edit')
  edit(@CommandClient() client: ConnectedClient, @CommandPayload() command: CommandOf<'edit'>) {
    return this.changes.edit(requireIdentity(client), command.input);
  }

  @OnCommand('remove')
  remove(@CommandClient() client: ConnectedClient, @CommandPayload() command: CommandOf<'remove'>) {
    return this.removal.remove(requireIdentity(client).caller, command.input);
  }

  @OnCommand('react')
  react(@CommandClient() client: ConnectedClient, @CommandPayload() command: CommandOf<'react'>) {
    return this.changes.react(requireIdentity(client), command.input);
  }

  @OnCommand('unreact')
  unreact(@CommandClient() client: ConnectedClient, @CommandPayload() command: CommandOf<'unreact'>) {
    return this.changes.unreact(requireIdentity(client), command.input);
  }

  @OnCommand('read')
  read(@CommandClient() client: ConnectedClient, @CommandPayload() command: CommandOf<'read'>) {
    return this.reading.read(requireIdentity(client), command.input);
  }

  @OnCommand('history')
  history(@CommandClient() client: ConnectedClient, @CommandPayload() command: CommandOf<'history'>) {
    return replyWith(client, command, (_, identity) => this.reading.roomPage(identity, command.input));
  }

  @OnCommand('directHistory')
  directHistory(@CommandClient() client: ConnectedClient, @CommandPayload() command: CommandOf<'directHistory'>) {
    return replyWith(client, command, (_, identity) => this.reading.directPage(identity, command.input));
  }
}
