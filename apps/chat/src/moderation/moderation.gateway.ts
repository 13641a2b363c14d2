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
import { ReportsService } from './reports.service.js';
import type { ConnectedClient } from '../admission/connected-client.js';

@UseFilters(CommandFilter)
@WebSocketGateway()
export class ModerationGateway {
  constructor(private readonly reports: ReportsService) {}

  @OnCommand('report')
  report(@CommandClient() client: ConnectedClient, @CommandPayload() command: CommandOf<'report'>) {
    return replyWith(client, command, (_, identity) => this.reports.report(identity, command.input));
  }
}
