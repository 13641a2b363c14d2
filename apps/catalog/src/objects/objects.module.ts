import { Module } from '@nestjs/common';
import { ServiceTls } from '@veza/platform';
import { Claims } from './claims.js';
import { UploadedBytes } from './uploaded-bytes.js';

@Module({ providers: [ServiceTls, Claims, UploadedBytes], exports: [Claims, UploadedBytes] })
export class ObjectsModule {}
