import { Global, Module } from '@nestjs/common';
import { ServiceTls } from '@veza/platform';
import { SessionsModule } from '../../identity/sessions/sessions.module.js';
import { BytesService } from './bytes.service.js';
import { Pipes } from './pipes.js';

/** Global: every feature whose files go through media uses `BytesService`. */
@Global()
@Module({ imports: [SessionsModule], providers: [ServiceTls, BytesService, Pipes], exports: [BytesService] })
export class BytesModule {}
