import { Global, Module } from '@nestjs/common';
import { SessionsModule } from '../sessions/sessions.module.js';
import { Bytes } from './bytes.service.js';
import { Pipes } from './pipes.js';

/** Global: every feature whose files go through media uses `Bytes`. */
@Global()
@Module({ imports: [SessionsModule], providers: [Bytes, Pipes], exports: [Bytes] })
export class BytesModule {}
