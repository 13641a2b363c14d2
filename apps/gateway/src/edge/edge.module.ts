import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { APP_FILTER, DiscoveryModule } from '@nestjs/core';
import { DatabaseClock } from '@veza/database';
import { DocsAssets } from './docs/docs-assets.js';
import { DocsController } from './docs/docs.controller.js';
import { WellKnownController } from './docs/well-known.controller.js';
import { EdgeErrorFilter } from './error.filter.js';
import { HttpServer } from './http-server.js';
import { IdempotencyModule } from './idempotency/idempotency.module.js';
import { Routes } from './routes.js';

@Module({
  imports: [DiscoveryModule, IdempotencyModule],
  controllers: [DocsController, WellKnownController],
  providers: [Routes, HttpServer, DatabaseClock, DocsAssets, { provide: APP_FILTER, useClass: EdgeErrorFilter }],
})
export class EdgeModule {
  /**
   * `module` exports an `Authenticator`. It is passed in, because its controllers use the decorators of this folder.
   */
  static authenticatedBy(module: Type): DynamicModule {
    return { module: EdgeModule, imports: [module] };
  }
}
