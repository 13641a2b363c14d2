import { Module } from '@nestjs/common';
import { ObjectsModule } from '../objects/objects.module.js';
import { ProductFilesRepository } from './product-files.repository.js';
import { ProductCreates } from './product-creates.js';
import { ProductFacetsRepository } from './product-facets.repository.js';
import { ProductHistoryRepository } from './product-history.repository.js';
import { ProductListsRepository } from './product-lists.repository.js';
import { ProductPicturesRepository } from './product-pictures.repository.js';
import { ProductPicturesService } from './product-pictures.service.js';
import { ProductSearch } from './product-search.js';
import { ProductTrashRepository } from './product-trash.repository.js';
import { ProductsController } from './products.controller.js';
import { ProductsRepository } from './products.repository.js';
import { ProductsService } from './products.service.js';

@Module({
  imports: [ObjectsModule],
  controllers: [ProductsController],
  providers: [
    ProductsService,
    ProductsRepository,
    { provide: ProductSearch, useClass: ProductListsRepository },
    ProductFacetsRepository,
    ProductCreates,
    ProductFilesRepository,
    ProductHistoryRepository,
    ProductPicturesRepository,
    ProductPicturesService,
    ProductTrashRepository,
  ],
  exports: [ProductsRepository, ProductHistoryRepository, ProductPicturesRepository],
})
export class ProductsModule {}
