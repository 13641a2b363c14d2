import { UseFilters, type OnModuleInit } from '@nestjs/common';
import { WebSocketGateway } from '@nestjs/websockets';
import { Admission } from '../admission/admission.js';
import {
  CommandClient,
  CommandFilter,
  type CommandOf,
  CommandPayload,
  OnCommand,
  requireIdentity,
} from '../admission/command-context.js';
import { PresenceService } from './presence.service.js';
import { TypingService } from './typing.service.js';
import type { ConnectedClient } from '../admission/connected-client.js';

@UseFilters(CommandFilter)
@WebSocketGateway()
export class PresenceGateway implements OnModuleInit {
  constructor(
    private readonly typing: TypingService,
    private readonly presence: PresenceService,
    private readonly admission: Admission,
  ) {}

  onModuleInit(): void {
    this.admission.onAdmitted(({ connection }) => this.presence.connect(connection.userId));
    this.admission.onDisconnected(({ connection }) => {
      this.typing.disconnected(connection, connection.rooms.keys());
      this.presence.disconnect(connection.userId, connection.rooms.keys());
    });
  }

  @OnCommand('typing')
  type(@CommandClient() client: ConnectedClient, @CommandPayload() command: CommandOf<'typing'>) {
    return this.typing.setTyping(client.connection, requireIdentity(client), command.input);
  }
}
