import { Module } from '@nestjs/common';
import { ObjectsModule } from '../objects/objects.module.js';
import { PictureUploads } from '../uploads/picture-uploads.js';
import { LinkPreviewsController } from './link-previews.controller.js';
import { LinkPreviewsRepository } from './link-previews.repository.js';
import { LinkPreviewsService } from './link-previews.service.js';

@Module({
  imports: [ObjectsModule],
  controllers: [LinkPreviewsController],
  providers: [LinkPreviewsService, LinkPreviewsRepository, PictureUploads],
})
export class LinkPreviewsModule {}
