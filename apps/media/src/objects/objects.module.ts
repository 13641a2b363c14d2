import { Module } from '@nestjs/common';
import { ObjectsRepository } from './objects.repository.js';
import { ObjectsService } from './objects.service.js';

/** The rules; who answers for them over RPC and events is the app's choice (the worker does not). */
@Module({ providers: [ObjectsService, ObjectsRepository], exports: [ObjectsService, ObjectsRepository] })
export class ObjectsModule {}
