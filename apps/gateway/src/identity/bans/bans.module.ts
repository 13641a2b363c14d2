import { Module } from '@nestjs/common';
import { SessionsModule } from '../sessions/sessions.module.js';
import { BansController } from './bans.controller.js';
import { BansRepository } from './bans.repository.js';
import { BansRpcController } from './bans.rpc.controller.js';
import { BansService } from './bans.service.js';

@Module({
  imports: [SessionsModule],
  controllers: [BansController, BansRpcController],
  providers: [BansService, BansRepository],
})
export class BansModule {}
