import { Controller } from '@nestjs/common';
import { noticeRoutes, type RouteInput, type UserCaller } from '@veza/contracts';
import { CurrentCaller, Input, Route } from '../../edge/index.js';
import { NoticeLevelsService } from './notice-levels.service.js';

@Controller()
export class NoticeLevelsController {
  constructor(private readonly levels: NoticeLevelsService) {}

  @Route(noticeRoutes.levels)
  get(@CurrentCaller() caller: UserCaller) {
    return this.levels.get(caller);
  }

  @Route(noticeRoutes.setLevels)
  set(@CurrentCaller() caller: UserCaller, @Input() { body }: RouteInput<typeof noticeRoutes.setLevels>) {
    return this.levels.set(caller, body);
  }
}
