import { Module } from '@nestjs/common';
import { APP_FILTER, DiscoveryModule } from '@nestjs/core';
import { AuthModule } from '../auth/auth.module.js';
import { DocsController } from './docs/docs.controller.js';
import { EdgeErrorFilter } from './error.filter.js';
import { HttpDoor } from './http-door.js';
import { IdempotencyModule } from './idempotency/idempotency.module.js';

@Module({
  imports: [DiscoveryModule, AuthModule, IdempotencyModule],
  controllers: [DocsController],
  providers: [HttpDoor, { provide: APP_FILTER, useClass: EdgeErrorFilter }],
  exports: [HttpDoor],
})
export class EdgeModule {}
