import { Module } from '@nestjs/common';
import { ObjectsModule } from '../objects/objects.module.js';
import { PictureUploads } from '../uploads/picture-uploads.js';
import { OutsidePicturesController } from './outside-pictures.controller.js';
import { OutsidePicturesService } from './outside-pictures.service.js';

@Module({
  imports: [ObjectsModule],
  controllers: [OutsidePicturesController],
  providers: [OutsidePicturesService, PictureUploads],
})
export class OutsidePicturesModule {}
