import { UseFilters } from '@nestjs/common';
import { ConnectedSocket, MessageBody, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import type { Client } from '../socket/admission.js';
import { answer, CommandFilter, type CommandOf } from '../socket/client.js';
import { FilesService } from './files.service.js';

@UseFilters(CommandFilter)
@WebSocketGateway()
export class FilesGateway {
  constructor(private readonly files: FilesService) {}

  @SubscribeMessage('upload')
  upload(@ConnectedSocket() client: Client, @MessageBody() command: CommandOf<'upload'>) {
    return answer(client, command, (_, who) => this.files.place(who, command.input));
  }
}
