import { UseFilters } from '@nestjs/common';
import { ConnectedSocket, MessageBody, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import type { Client } from '../socket/admission.js';
import { answer, CommandFilter, type CommandOf, senderOf } from '../socket/client.js';
import { ChangesService } from './changes.service.js';
import { ReadingService } from './reading.service.js';
import { SendingService } from './sending.service.js';

@UseFilters(CommandFilter)
@WebSocketGateway()
export class MessagesGateway {
  constructor(
    private readonly sending: SendingService,
    private readonly changes: ChangesService,
    private readonly reading: ReadingService,
  ) {}

  @SubscribeMessage('send')
  async send(@ConnectedSocket() client: Client, @MessageBody() command: CommandOf<'send'>) {
    const sent = await this.sending.send(client.connection, senderOf(client), command.input, command.ref);
    client.commands.inTurn(command, sent.answer);
  }

  @SubscribeMessage('sendDirect')
  async sendDirect(@ConnectedSocket() client: Client, @MessageBody() command: CommandOf<'sendDirect'>) {
    const sent = await this.sending.sendDirect(senderOf(client), command.input, command.ref);
    client.commands.inTurn(command, sent.answer);
  }

  @SubscribeMessage('edit')
  edit(@ConnectedSocket() client: Client, @MessageBody() command: CommandOf<'edit'>) {
    return this.changes.edit(senderOf(client), command.input);
  }

  @SubscribeMessage('remove')
  remove(@ConnectedSocket() client: Client, @MessageBody() command: CommandOf<'remove'>) {
    return this.changes.remove(senderOf(client), command.input);
  }

  @SubscribeMessage('react')
  react(@ConnectedSocket() client: Client, @MessageBody() command: CommandOf<'react'>) {
    return this.changes.react(senderOf(client), command.input);
  }

  @SubscribeMessage('unreact')
  unreact(@ConnectedSocket() client: Client, @MessageBody() command: CommandOf<'unreact'>) {
    return this.changes.unreact(senderOf(client), command.input);
  }

  @SubscribeMessage('read')
  read(@ConnectedSocket() client: Client, @MessageBody() command: CommandOf<'read'>) {
    return this.reading.read(senderOf(client), command.input);
  }

  @SubscribeMessage('history')
  history(@ConnectedSocket() client: Client, @MessageBody() command: CommandOf<'history'>) {
    return answer(client, command, (_, who) => this.reading.roomPage(who, command.input));
  }

  @SubscribeMessage('directHistory')
  directHistory(@ConnectedSocket() client: Client, @MessageBody() command: CommandOf<'directHistory'>) {
    return answer(client, command, (_, who) => this.reading.directPage(who, command.input));
  }
}
