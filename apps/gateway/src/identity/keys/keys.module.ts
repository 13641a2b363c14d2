import { Module } from '@nestjs/common';
import { AccessTokensService } from './access-tokens.service.js';
import { KeysController } from './keys.controller.js';
import { SigningKeysRepository } from './signing-keys.repository.js';
import { SigningKeysService } from './signing-keys.service.js';

@Module({
  controllers: [KeysController],
  providers: [SigningKeysService, SigningKeysRepository, AccessTokensService],
  exports: [AccessTokensService],
})
export class KeysModule {}
