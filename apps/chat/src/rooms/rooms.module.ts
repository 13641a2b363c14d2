import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { LimitsModule } from '../limits/limits.module.js';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { HistoryModule } from '../history/history.module.js';
import { SanctionsModule } from '../sanctions/sanctions.module.js';
import { UserDirectoryModule } from '../user-directory/user-directory.module.js';
import { PresenceModule } from '../presence/presence.module.js';
import { TrackingModule } from '../tracking/tracking.module.js';
import { CommitModule } from '../commit/commit.module.js';
import { BotEntries } from './bot-entries.js';
import { DeparturesService } from './departures.service.js';
import { JoiningService } from './joining.service.js';
import { MembershipFeed } from './membership-feed.js';
import { ReadMarksService } from './read-marks.service.js';
import { Replays } from './replays.js';
import { RoomDirectory } from './room-directory.js';
import { RoomDirectoryRepository } from './room-directory.repository.js';
import { RoomMembersService } from './room-members.service.js';
import { RoomViews } from './room-views.js';
import { RoleEvents } from './role-events.js';
import { RolesRepository } from './roles.repository.js';
import { RolesService } from './roles.service.js';
import { RoomsController } from './rooms.controller.js';
import { RoomsGateway } from './rooms.gateway.js';
import { RoomsRepository } from './rooms.repository.js';
import { RoomsService } from './rooms.service.js';
import { SendableRooms } from './sendable-rooms.js';
import { StaffEntriesService } from './staff-entries.service.js';

@Module({
  imports: [
    AccessModule,
    CommitModule,
    DeliveryModule,
    HistoryModule,
    UserDirectoryModule,
    PresenceModule,
    LimitsModule,
    TrackingModule,
    SanctionsModule,
  ],
  controllers: [RoomsController],
  providers: [
    RoomsGateway,
    RoomsService,
    RoomViews,
    RoomMembersService,
    DeparturesService,
    RoomsRepository,
    JoiningService,
    Replays,
    SendableRooms,
    ReadMarksService,
    MembershipFeed,
    StaffEntriesService,
    BotEntries,
    RoomDirectory,
    RoomDirectoryRepository,
    RolesService,
    RolesRepository,
    RoleEvents,
  ],
  exports: [RoomsRepository, RoomViews, JoiningService, SendableRooms, ReadMarksService, MembershipFeed],
})
export class RoomsModule {}
