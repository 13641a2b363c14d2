import { Module } from '@nestjs/common';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { UserDirectoryModule } from '../user-directory/user-directory.module.js';
import { PresenceModule } from '../presence/presence.module.js';
import { TrackingModule } from '../tracking/tracking.module.js';
import { LimitsModule } from '../limits/limits.module.js';
import { AutoModeration } from './auto-moderation.js';
import { SanctionWatch } from './sanction-watch.js';
import { SanctionsRepository } from './sanctions.repository.js';

/** Storage of sanctions and their effect on connections. The moderation folder has the permissions and commands. */
@Module({
  imports: [DeliveryModule, UserDirectoryModule, PresenceModule, TrackingModule, LimitsModule],
  providers: [SanctionWatch, SanctionsRepository, AutoModeration],
  exports: [SanctionWatch, SanctionsRepository, AutoModeration],
})
export class SanctionsModule {}
