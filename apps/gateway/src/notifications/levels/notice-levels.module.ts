import { Module } from '@nestjs/common';
import { NoticeLevelsController } from './notice-levels.controller.js';
import { NoticeLevelsRepository } from './notice-levels.repository.js';
import { NoticeLevelsService } from './notice-levels.service.js';

@Module({
  controllers: [NoticeLevelsController],
  providers: [NoticeLevelsService, NoticeLevelsRepository],
  exports: [NoticeLevelsService],
})
export class NoticeLevelsModule {}
