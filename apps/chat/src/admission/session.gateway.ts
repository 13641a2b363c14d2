import { UseFilters } from '@nestjs/common';
import { SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { Admission } from './admission.js';
import { answer, CommandFilter, type CommandOf, Said, Sender } from './command-context.js';
import type { Client } from './client.js';

/** What is about the connection itself. */
@UseFilters(CommandFilter)
@WebSocketGateway()
export class SessionGateway {
  constructor(private readonly admission: Admission) {}

  @SubscribeMessage('authenticate')
  authenticate(@Sender() client: Client, @Said() command: CommandOf<'authenticate'>) {
    return this.admission.authenticate(client, command.input.token, command.ref);
  }

  @SubscribeMessage('ping')
  ping(@Sender() client: Client, @Said() command: CommandOf<'ping'>) {
    return answer(client, command, () => Promise.resolve({ kind: 'pong', ref: command.ref, at: Date.now() }));
  }
}
