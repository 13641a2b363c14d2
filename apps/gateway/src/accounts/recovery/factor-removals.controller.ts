import { Controller } from '@nestjs/common';
import { type RouteInput, secondFactorRoutes, type UserCaller } from '@veza/contracts';
import { CurrentCaller, Input, Route } from '../../edge/index.js';
import { FactorRemovalsService } from './factor-removals.service.js';

@Controller()
export class FactorRemovalsController {
  constructor(private readonly removals: FactorRemovalsService) {}

  @Route(secondFactorRoutes.removeOf)
  remove(@CurrentCaller() caller: UserCaller, @Input() { params }: RouteInput<typeof secondFactorRoutes.removeOf>) {
    return this.removals.remove(caller, params.id);
  }
}
