import { Module } from '@nestjs/common';
import { FeedsRepository } from './feeds.repository.js';
import { PublicationsController } from './publications.controller.js';
import { PublicationsRepository } from './publications.repository.js';
import { PublicationsService } from './publications.service.js';
import { VisibleThings } from './visible-things.js';

@Module({
  controllers: [PublicationsController],
  providers: [PublicationsService, PublicationsRepository, FeedsRepository, VisibleThings],
  exports: [PublicationsService],
})
export class PublicationsModule {}
