import { Controller } from '@nestjs/common';
import { type RouteInput, stepUpRoutes, type UserCaller } from '@veza/contracts';
import { CurrentCaller, Input, Raw, type RawExchange, Route } from '../../../edge/index.js';
import { clientOf } from '../client.js';
import { StepUpService } from './step-up.service.js';

@Controller()
export class StepUpController {
  constructor(private readonly stepUp: StepUpService) {}

  @Route(stepUpRoutes.authenticateAgain)
  async authenticateAgain(
    @CurrentCaller() caller: UserCaller,
    @Input() { body }: RouteInput<typeof stepUpRoutes.authenticateAgain>,
    @Raw() { req }: RawExchange,
  ) {
    return { fresh_until: (await this.stepUp.authenticate(caller, body, clientOf(req))).toISOString() };
  }
}
