import { Module } from '@nestjs/common';
import { ObjectsRepository } from './objects.repository.js';
import { ObjectsService } from './objects.service.js';

/** The rules, without the controller: the service adds it, the worker does not. */
@Module({ providers: [ObjectsService, ObjectsRepository], exports: [ObjectsService, ObjectsRepository] })
export class ObjectsModule {}
