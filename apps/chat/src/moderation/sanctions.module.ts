import { Module } from '@nestjs/common';
import { LogModule } from '../log/log.module.js';
import { PeopleModule } from '../people/people.module.js';
import { PresenceModule } from '../presence/presence.module.js';
import { TrackingModule } from '../resume/tracking.module.js';
import { SanctionWatch } from './sanction-watch.js';
import { SanctionsRepository } from './sanctions.repository.js';

/** Sanctions as facts, and how they reach connections; who may impose them is the moderation's business. */
@Module({
  imports: [LogModule, PeopleModule, PresenceModule, TrackingModule],
  providers: [SanctionWatch, SanctionsRepository],
  exports: [SanctionWatch, SanctionsRepository],
})
export class SanctionsModule {}
