import { UseFilters } from '@nestjs/common';
import { WebSocketGateway } from '@nestjs/websockets';
import {
  CommandClient,
  CommandFilter,
  type CommandOf,
  CommandPayload,
  OnCommand,
  replyWith,
} from '../admission/command-context.js';
import { FilesService } from './files.service.js';
import type { ConnectedClient } from '../admission/connected-client.js';

@UseFilters(CommandFilter)
@WebSocketGateway()
export class FilesGateway {
  constructor(private readonly files: FilesService) {}

  @OnCommand('upload')
  upload(@CommandClient() client: ConnectedClient, @CommandPayload() command: CommandOf<'upload'>) {
    return replyWith(client, command, (_, identity) => this.files.prepareUpload(identity, command.input));
  }
}
