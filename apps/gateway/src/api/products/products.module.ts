import { Module } from '@nestjs/common';
import { ProductExportsService } from './product-exports.service.js';
import { ProductImportsController } from './product-imports.controller.js';
import { ProductImportsService } from './product-imports.service.js';
import { ProductFilesService } from './product-files.service.js';
import { ProductsController } from './products.controller.js';
import { ProductsPresenter } from './products.presenter.js';

@Module({
  controllers: [ProductImportsController, ProductsController],
  providers: [ProductsPresenter, ProductFilesService, ProductExportsService, ProductImportsService],
  exports: [ProductsPresenter],
})
export class ProductsModule {}
