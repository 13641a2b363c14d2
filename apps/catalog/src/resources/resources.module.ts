import { Module } from '@nestjs/common';
import { ObjectsModule } from '../objects/objects.module.js';
import { ReadersSweeper } from './readers-sweeper.js';
import { ResourcesController } from './resources.controller.js';
import { ResourcesRepository } from './resources.repository.js';
import { ResourcesService } from './resources.service.js';

@Module({
  imports: [ObjectsModule],
  controllers: [ResourcesController],
  providers: [ResourcesService, ResourcesRepository, ReadersSweeper],
})
export class ResourcesModule {}
