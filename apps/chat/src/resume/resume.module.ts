import { Module } from '@nestjs/common';
import { LogModule } from '../log/log.module.js';
import { RoomsModule } from '../rooms/rooms.module.js';
import { SocketModule } from '../socket/socket.module.js';
import { Draining } from './draining.js';
import { ResumeService } from './resume.service.js';
import { TrackingModule } from './tracking.module.js';

@Module({ imports: [LogModule, SocketModule, RoomsModule, TrackingModule], providers: [ResumeService, Draining] })
export class ResumeModule {}
