import { Controller } from '@nestjs/common';
import { type EventPayload, practitionerEvents } from '@veza/contracts';
import { OnEvent } from '@veza/transport';
import { NovaService } from './nova.service.js';

@Controller()
export class NovaController {
  constructor(private readonly nova: NovaService) {}

  @OnEvent(practitionerEvents.dismissed)
  async dismissed(membership: EventPayload<typeof practitionerEvents.dismissed>): Promise<void> {
    this.nova.endMembership(membership);
  }
}
