import { Global, Module } from '@nestjs/common';
import { IdempotencyKeysRepository } from './idempotency-keys.repository.js';
import { IdempotencyKeys } from './idempotency-keys.service.js';

/** Global, because the byte pipe tells it what was uploaded. */
@Global()
@Module({ providers: [IdempotencyKeys, IdempotencyKeysRepository], exports: [IdempotencyKeys] })
export class IdempotencyModule {}
