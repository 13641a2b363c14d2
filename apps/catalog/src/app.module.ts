import { type DynamicModule, Module } from '@nestjs/common';
import { productEvents, productImportEvents, resourceEvents, userEvents } from '@veza/contracts';
import { Database, DatabaseModule, databaseUrl, OperationsSweeper } from '@veza/database';
import { transportOptions } from '@veza/platform';
import { EventsModule, TransportModule } from '@veza/transport';
import type { CatalogConfig } from './config.js';
import { entities } from './entities.js';
import { migrations } from './migrations/index.js';
import { PersonalDataModule } from './personal-data/personal-data.module.js';
import { ImportsModule } from './imports/imports.module.js';
import { ProductsModule } from './products/products.module.js';
import { ResourcesModule } from './resources/resources.module.js';

@Module({})
export class AppModule {
  static forRoot(config: CatalogConfig): DynamicModule {
    return {
      module: AppModule,
      imports: [
        TransportModule.forRoot(transportOptions(config, 'catalog')),
        DatabaseModule.forRoot({
          service: 'catalog',
          url: databaseUrl({
            service: 'catalog',
            serviceUrl: config.CATALOG_DATABASE_URL,
            ownerUrl: config.DATABASE_URL,
            secret: config.DATABASE_SECRET,
            keys: config.VEZA_KEYS,
          }),
          migrations,
          poolSize: config.CATALOG_DATABASE_POOL,
          entities,
        }),
        EventsModule.forRootAsync({
          service: 'catalog',
          publishes: [...Object.values(productEvents), ...Object.values(productImportEvents), ...Object.values(resourceEvents)],
          consumes: [userEvents.deleted],
          inject: [Database],
          useFactory: (database: Database) => database,
        }),
        ProductsModule,
        ImportsModule,
        ResourcesModule,
        PersonalDataModule,
      ],
      providers: [OperationsSweeper],
    };
  }
}
