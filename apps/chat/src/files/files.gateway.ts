import { UseFilters } from '@nestjs/common';
import { SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import type { Client } from '../socket/admission.js';
import { answer, CommandFilter, type CommandOf, Said, Sender } from '../socket/client.js';
import { FilesService } from './files.service.js';

@UseFilters(CommandFilter)
@WebSocketGateway()
export class FilesGateway {
  constructor(private readonly files: FilesService) {}

  @SubscribeMessage('upload')
  upload(@Sender() client: Client, @Said() command: CommandOf<'upload'>) {
    return answer(client, command, (_, who) => this.files.place(who, command.input));
  }
}
