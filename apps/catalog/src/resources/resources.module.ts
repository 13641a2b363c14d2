import { Module } from '@nestjs/common';
import { ObjectsModule } from '../objects/objects.module.js';
import { ResourceHistoryRepository } from './resource-history.repository.js';
import { ResourceTrashRepository } from './resource-trash.repository.js';
import { ResourcesController } from './resources.controller.js';
import { ResourcesRepository } from './resources.repository.js';
import { ResourcesService } from './resources.service.js';

@Module({
  imports: [ObjectsModule],
  controllers: [ResourcesController],
  providers: [ResourcesService, ResourcesRepository, ResourceHistoryRepository, ResourceTrashRepository],
})
export class ResourcesModule {}
