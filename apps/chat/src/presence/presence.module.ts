import { Module } from '@nestjs/common';
import { LimitsModule } from '../limits/limits.module.js';
import { LogModule } from '../log/log.module.js';
import { PeopleModule } from '../people/people.module.js';
import { SocketModule } from '../socket/socket.module.js';
import { PresenceStore } from './presence-store.js';
import { PresenceGateway } from './presence.gateway.js';
import { PresenceService } from './presence.service.js';
import { TypingService } from './typing.service.js';

@Module({
  imports: [LogModule, PeopleModule, LimitsModule, SocketModule],
  providers: [PresenceGateway, PresenceService, PresenceStore, TypingService],
  exports: [PresenceService],
})
export class PresenceModule {}
