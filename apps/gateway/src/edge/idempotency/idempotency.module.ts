import { Global, Module } from '@nestjs/common';
import { IdempotencyKeysRepository } from './idempotency-keys.repository.js';
import { IdempotencyKeysService } from './idempotency-keys.service.js';

/** Global, because the byte pipe reports uploads to it. */
@Global()
@Module({ providers: [IdempotencyKeysService, IdempotencyKeysRepository], exports: [IdempotencyKeysService] })
export class IdempotencyModule {}
