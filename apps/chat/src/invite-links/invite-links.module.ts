import { Module } from '@nestjs/common';
import { LimitsModule } from '../limits/limits.module.js';
import { RoomsModule } from '../rooms/rooms.module.js';
import { UserDirectoryModule } from '../user-directory/user-directory.module.js';
import { InviteLinksController } from './invite-links.controller.js';
import { InviteLinksRepository } from './invite-links.repository.js';
import { InviteLinksService } from './invite-links.service.js';

@Module({
  imports: [LimitsModule, RoomsModule, UserDirectoryModule],
  controllers: [InviteLinksController],
  providers: [InviteLinksService, InviteLinksRepository],
})
export class InviteLinksModule {}
