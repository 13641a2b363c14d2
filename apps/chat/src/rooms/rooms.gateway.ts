import { UseFilters } from '@nestjs/common';
import { SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { answer, CommandFilter, type CommandOf, Said, Sender, senderOf } from '../admission/command-context.js';
import { JoiningService } from './joining.service.js';
import type { Client } from '../admission/client.js';

@UseFilters(CommandFilter)
@WebSocketGateway()
export class RoomsGateway {
  constructor(private readonly joining: JoiningService) {}

  @SubscribeMessage('join')
  join(@Sender() client: Client, @Said() command: CommandOf<'join'>) {
    return this.joining.join(client.connection, senderOf(client), command.input);
  }

  @SubscribeMessage('leave')
  leave(@Sender() client: Client, @Said() command: CommandOf<'leave'>) {
    return answer(client, command, (connection, who) => this.joining.leave(connection, who, command.input.room));
  }

  @SubscribeMessage('sync')
  sync(@Sender() client: Client, @Said() command: CommandOf<'sync'>) {
    return answer(client, command, (connection, who) => this.joining.sync(connection, who, command.input));
  }
}
