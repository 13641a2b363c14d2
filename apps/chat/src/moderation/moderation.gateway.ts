import { UseFilters } from '@nestjs/common';
import { SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import type { Client } from '../socket/admission.js';
import { answer, CommandFilter, type CommandOf, Said, Sender } from '../socket/client.js';
import { ReportsService } from './reports.service.js';

@UseFilters(CommandFilter)
@WebSocketGateway()
export class ModerationGateway {
  constructor(private readonly reports: ReportsService) {}

  @SubscribeMessage('report')
  report(@Sender() client: Client, @Said() command: CommandOf<'report'>) {
    return answer(client, command, (_, who) => this.reports.report(who, command.input));
  }
}
