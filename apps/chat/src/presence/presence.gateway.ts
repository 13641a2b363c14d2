import { UseFilters, type OnModuleInit } from '@nestjs/common';
import { SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { Admission } from '../admission/admission.js';
import { CommandFilter, type CommandOf, Said, Sender, senderOf } from '../admission/command-context.js';
import { PresenceService } from './presence.service.js';
import { TypingService } from './typing.service.js';
import type { Client } from '../admission/client.js';

@UseFilters(CommandFilter)
@WebSocketGateway()
export class PresenceGateway implements OnModuleInit {
  constructor(
    private readonly typing: TypingService,
    private readonly presence: PresenceService,
    private readonly admission: Admission,
  ) {}

  onModuleInit(): void {
    this.admission.onWelcome(({ connection }) => this.presence.connect(connection.userId));
    this.admission.onFarewell(({ connection }) => {
      this.typing.gone(connection, connection.rooms);
      this.presence.disconnect(connection.userId, connection.rooms);
    });
  }

  @SubscribeMessage('typing')
  type(@Sender() client: Client, @Said() command: CommandOf<'typing'>) {
    return this.typing.type(client.connection, senderOf(client), command.input);
  }
}
