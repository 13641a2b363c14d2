import { Module } from '@nestjs/common';
import { ObjectsModule } from '../objects/objects.module.js';
import { ProductsModule } from '../products/products.module.js';
import { ImportBatchesRepository } from './import-batches.repository.js';
import { ImportedPicturesRepository } from './imported-pictures.repository.js';
import { ImportRunner } from './import-runner.js';
import { ImportsController } from './imports.controller.js';
import { ImportsRepository } from './imports.repository.js';
import { ImportsService } from './imports.service.js';
import { PictureFetches } from './picture-fetches.js';

@Module({
  imports: [ObjectsModule, ProductsModule],
  controllers: [ImportsController],
  providers: [
    ImportsService,
    ImportsRepository,
    ImportBatchesRepository,
    ImportedPicturesRepository,
    ImportRunner,
    PictureFetches,
  ],
})
export class ImportsModule {}
