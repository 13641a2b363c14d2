import { UseFilters } from '@nestjs/common';
import { SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { answer, CommandFilter, type CommandOf, Said, Sender } from '../admission/command-context.js';
import { ReportsService } from './reports.service.js';
import type { Client } from '../admission/client.js';

@UseFilters(CommandFilter)
@WebSocketGateway()
export class ModerationGateway {
  constructor(private readonly reports: ReportsService) {}

  @SubscribeMessage('report')
  report(@Sender() client: Client, @Said() command: CommandOf<'report'>) {
    return answer(client, command, (_, who) => this.reports.report(who, command.input));
  }
}
