import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { LimitsModule } from '../limits/limits.module.js';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { UserDirectoryModule } from '../user-directory/user-directory.module.js';
import { AdmissionModule } from '../admission/admission.module.js';
import { PresenceStore } from './presence-store.js';
import { PresenceGateway } from './presence.gateway.js';
import { PresenceService } from './presence.service.js';
import { TypingService } from './typing.service.js';

@Module({
  imports: [AccessModule, DeliveryModule, UserDirectoryModule, LimitsModule, AdmissionModule],
  providers: [PresenceGateway, PresenceService, PresenceStore, TypingService],
  exports: [PresenceService, TypingService],
})
export class PresenceModule {}
