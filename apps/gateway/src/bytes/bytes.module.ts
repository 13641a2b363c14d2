import { Global, Module } from '@nestjs/common';
import { Bytes } from './bytes.service.js';
import { Pipes } from './pipes.js';

/** Global: every feature whose files go through media uses `Bytes`. */
@Global()
@Module({ providers: [Bytes, Pipes], exports: [Bytes] })
export class BytesModule {}
