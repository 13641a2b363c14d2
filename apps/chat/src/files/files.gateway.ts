import { UseFilters } from '@nestjs/common';
import { SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { answer, CommandFilter, type CommandOf, Said, Sender } from '../admission/command-context.js';
import { FilesService } from './files.service.js';
import type { Client } from '../admission/client.js';

@UseFilters(CommandFilter)
@WebSocketGateway()
export class FilesGateway {
  constructor(private readonly files: FilesService) {}

  @SubscribeMessage('upload')
  upload(@Sender() client: Client, @Said() command: CommandOf<'upload'>) {
    return answer(client, command, (_, who) => this.files.place(who, command.input));
  }
}
