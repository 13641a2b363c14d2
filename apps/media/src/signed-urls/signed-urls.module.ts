import { Module } from '@nestjs/common';
import { StreamKey } from './stream-key.js';

@Module({ providers: [StreamKey], exports: [StreamKey] })
export class SignedUrlsModule {}
