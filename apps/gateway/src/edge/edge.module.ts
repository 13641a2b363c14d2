import { Module } from '@nestjs/common';
import { APP_FILTER, DiscoveryModule } from '@nestjs/core';
import { SessionsModule } from '../sessions/sessions.module.js';
import { DocsController } from './docs/docs.controller.js';
import { EdgeErrorFilter } from './error.filter.js';
import { HttpDoor } from './http-door.js';
import { IdempotencyModule } from './idempotency/idempotency.module.js';
import { Routes } from './routes.js';

@Module({
  imports: [DiscoveryModule, SessionsModule, IdempotencyModule],
  controllers: [DocsController],
  providers: [Routes, HttpDoor, { provide: APP_FILTER, useClass: EdgeErrorFilter }],
})
export class EdgeModule {}
