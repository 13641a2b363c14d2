import { Module } from '@nestjs/common';
import { ResourceFilesService } from './resource-files.service.js';
import { ResourcesController } from './resources.controller.js';
import { ResourcesPresenter } from './resources.presenter.js';

@Module({
  controllers: [ResourcesController],
  providers: [ResourcesPresenter, ResourceFilesService],
  exports: [ResourcesPresenter],
})
export class ResourcesModule {}
