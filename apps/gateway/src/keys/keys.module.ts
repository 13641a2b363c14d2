import { Module } from '@nestjs/common';
import { AccessTokens } from './access-tokens.service.js';
import { KeysController } from './keys.controller.js';
import { SigningKeysRepository } from './signing-keys.repository.js';
import { SigningKeys } from './signing-keys.service.js';

@Module({ controllers: [KeysController], providers: [SigningKeys, SigningKeysRepository, AccessTokens], exports: [AccessTokens] })
export class KeysModule {}
