import { Module } from '@nestjs/common';
import { LimitsModule } from '../limits/limits.module.js';
import { LogModule } from '../log/log.module.js';
import { HistoryModule } from '../messages/history.module.js';
import { SanctionsModule } from '../moderation/sanctions.module.js';
import { PeopleModule } from '../people/people.module.js';
import { PresenceModule } from '../presence/presence.module.js';
import { TrackingModule } from '../resume/tracking.module.js';
import { JoiningService } from './joining.service.js';
import { ReadMarks } from './read-marks.service.js';
import { RoomsController } from './rooms.controller.js';
import { RoomsGateway } from './rooms.gateway.js';
import { RoomsRepository } from './rooms.repository.js';
import { RoomsService } from './rooms.service.js';
import { SendableRooms } from './sendable-rooms.js';

@Module({
  imports: [LogModule, HistoryModule, PeopleModule, PresenceModule, LimitsModule, TrackingModule, SanctionsModule],
  controllers: [RoomsController],
  providers: [RoomsGateway, RoomsService, RoomsRepository, JoiningService, SendableRooms, ReadMarks],
  exports: [RoomsRepository, JoiningService, SendableRooms, ReadMarks],
})
export class RoomsModule {}
