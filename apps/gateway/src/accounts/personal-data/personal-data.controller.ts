import { Controller } from '@nestjs/common';
import { type UserCaller, userRoutes } from '@veza/contracts';
import { CurrentCaller, Raw, type RawExchange, Route } from '../../edge/index.js';
import { ErasureService } from './erasure.service.js';
import { ExportService } from './export.service.js';

@Controller()
export class PersonalDataController {
  constructor(
    private readonly exports: ExportService,
    private readonly erasure: ErasureService,
  ) {}

  @Route(userRoutes.export)
  export(@CurrentCaller() caller: UserCaller, @Raw() { reply }: RawExchange) {
    return this.exports.send(caller, reply);
  }

  @Route(userRoutes.erase)
  erase(@CurrentCaller() caller: UserCaller) {
    return this.erasure.erase(caller);
  }
}
