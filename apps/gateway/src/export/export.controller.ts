import { Controller } from '@nestjs/common';
import { type UserCaller, userRoutes } from '@veza/contracts';
import { CurrentCaller, Raw, type RawExchange, Route } from '../edge/index.js';
import { ExportService } from './export.service.js';

@Controller()
export class ExportController {
  constructor(private readonly exports: ExportService) {}

  @Route(userRoutes.export)
  export(@CurrentCaller() caller: UserCaller, @Raw() { reply }: RawExchange) {
    return this.exports.send(caller, reply);
  }
}
