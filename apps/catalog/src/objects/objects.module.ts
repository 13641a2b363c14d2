import { Module } from '@nestjs/common';
import { Claims } from './claims.js';

@Module({ providers: [Claims], exports: [Claims] })
export class ObjectsModule {}
