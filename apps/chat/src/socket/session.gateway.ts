import { UseFilters } from '@nestjs/common';
import { ConnectedSocket, MessageBody, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { Admission, type Client } from './admission.js';
import { answer, CommandFilter, type CommandOf } from './client.js';

/** What is about the connection itself. */
@UseFilters(CommandFilter)
@WebSocketGateway()
export class SessionGateway {
  constructor(private readonly admission: Admission) {}

  @SubscribeMessage('authenticate')
  authenticate(@ConnectedSocket() client: Client, @MessageBody() command: CommandOf<'authenticate'>) {
    return this.admission.authenticate(client, command.input.token, command.ref);
  }

  @SubscribeMessage('ping')
  ping(@ConnectedSocket() client: Client, @MessageBody() command: CommandOf<'ping'>) {
    return answer(client, command, () => Promise.resolve({ kind: 'pong', ref: command.ref, at: Date.now() }));
  }
}
