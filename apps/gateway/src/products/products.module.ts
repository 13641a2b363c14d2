import { Module } from '@nestjs/common';
import { ProductExportsService } from './product-exports.service.js';
import { ProductFilesService } from './product-files.service.js';
import { ProductsController } from './products.controller.js';
import { ProductsPresenter } from './products.presenter.js';

@Module({ controllers: [ProductsController], providers: [ProductsPresenter, ProductFilesService, ProductExportsService] })
export class ProductsModule {}
