import { UseFilters } from '@nestjs/common';
import { ConnectedSocket, MessageBody, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import type { Client } from '../socket/admission.js';
import { answer, CommandFilter, type CommandOf, senderOf } from '../socket/client.js';
import { JoiningService } from './joining.service.js';

@UseFilters(CommandFilter)
@WebSocketGateway()
export class RoomsGateway {
  constructor(private readonly joining: JoiningService) {}

  @SubscribeMessage('join')
  join(@ConnectedSocket() client: Client, @MessageBody() command: CommandOf<'join'>) {
    return this.joining.join(client.connection, senderOf(client), command.input);
  }

  @SubscribeMessage('leave')
  leave(@ConnectedSocket() client: Client, @MessageBody() command: CommandOf<'leave'>) {
    return answer(client, command, (connection, who) => this.joining.leave(connection, who, command.input.room));
  }

  @SubscribeMessage('sync')
  sync(@ConnectedSocket() client: Client, @MessageBody() command: CommandOf<'sync'>) {
    return answer(client, command, (connection, who) => this.joining.sync(connection, who, command.input));
  }
}
