import { UseFilters } from '@nestjs/common';
import { SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { answer, CommandFilter, type CommandOf, Said, Sender, senderOf } from '../admission/command-context.js';
import { ChangesService } from './changes.service.js';
import { ReadingService } from './reading.service.js';
import { SendingService } from './sending.service.js';
import type { Client } from '../admission/client.js';

@UseFilters(CommandFilter)
@WebSocketGateway()
export class MessagesGateway {
  constructor(
    private readonly sending: SendingService,
    private readonly changes: ChangesService,
    private readonly reading: ReadingService,
  ) {}

  @SubscribeMessage('send')
  async send(@Sender() client: Client, @Said() command: CommandOf<'send'>) {
    const sent = await this.sending.send(client.connection, senderOf(client), command.input, command.ref);
    client.commands.inTurn(command, sent.answer);
  }

  @SubscribeMessage('sendDirect')
  async sendDirect(@Sender() client: Client, @Said() command: CommandOf<'sendDirect'>) {
    const sent = await this.sending.sendDirect(senderOf(client), command.input, command.ref);
    client.commands.inTurn(command, sent.answer);
  }

  @SubscribeMessage('edit')
  edit(@Sender() client: Client, @Said() command: CommandOf<'edit'>) {
    return this.changes.edit(senderOf(client), command.input);
  }

  @SubscribeMessage('remove')
  remove(@Sender() client: Client, @Said() command: CommandOf<'remove'>) {
    return this.changes.remove(senderOf(client), command.input);
  }

  @SubscribeMessage('react')
  react(@Sender() client: Client, @Said() command: CommandOf<'react'>) {
    return this.changes.react(senderOf(client), command.input);
  }

  @SubscribeMessage('unreact')
  unreact(@Sender() client: Client, @Said() command: CommandOf<'unreact'>) {
    return this.changes.unreact(senderOf(client), command.input);
  }

  @SubscribeMessage('read')
  read(@Sender() client: Client, @Said() command: CommandOf<'read'>) {
    return this.reading.read(senderOf(client), command.input);
  }

  @SubscribeMessage('history')
  history(@Sender() client: Client, @Said() command: CommandOf<'history'>) {
    return answer(client, command, (_, who) => this.reading.roomPage(who, command.input));
  }

  @SubscribeMessage('directHistory')
  directHistory(@Sender() client: Client, @Said() command: CommandOf<'directHistory'>) {
    return answer(client, command, (_, who) => this.reading.directPage(who, command.input));
  }
}
