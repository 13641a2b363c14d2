import { Module } from '@nestjs/common';
import { DigestsRepository } from './digests.repository.js';
import { DigestsService } from './digests.service.js';
import { NoticeLevelsController } from './notice-levels.controller.js';
import { NoticeLevelsRepository } from './notice-levels.repository.js';
import { NoticeLevelsService } from './notice-levels.service.js';

@Module({
  controllers: [NoticeLevelsController],
  providers: [NoticeLevelsService, NoticeLevelsRepository, DigestsService, DigestsRepository],
  exports: [NoticeLevelsService],
})
export class NoticeLevelsModule {}
