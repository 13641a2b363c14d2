import { Controller } from '@nestjs/common';
import { profileResetRoutes, type RouteInput, type UserCaller } from '@veza/contracts';
import { CurrentCaller, Input, Route } from '../../edge/index.js';
import { ProfileResetsService } from './profile-resets.service.js';

@Controller()
export class ProfileResetsController {
  constructor(private readonly resets: ProfileResetsService) {}

  @Route(profileResetRoutes.reset)
  reset(@CurrentCaller() caller: UserCaller, @Input() { params }: RouteInput<typeof profileResetRoutes.reset>) {
    return this.resets.reset(caller, params.id, params.part);
  }
}
