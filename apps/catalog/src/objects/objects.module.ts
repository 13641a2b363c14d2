import { Module } from '@nestjs/common';
import { Claims } from './claims.js';
import { UploadedBytes } from './uploaded-bytes.js';

@Module({ providers: [Claims, UploadedBytes], exports: [Claims, UploadedBytes] })
export class ObjectsModule {}
