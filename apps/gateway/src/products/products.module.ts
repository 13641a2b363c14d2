import { Module } from '@nestjs/common';
import { ProductFilesService } from './product-files.service.js';
import { ProductsController } from './products.controller.js';
import { ProductsPresenter } from './products.presenter.js';

@Module({ controllers: [ProductsController], providers: [ProductsPresenter, ProductFilesService] })
export class ProductsModule {}
