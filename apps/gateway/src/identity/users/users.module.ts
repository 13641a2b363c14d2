import { Global, Module } from '@nestjs/common';
import { FormerNamesRepository } from './former-names.repository.js';
import { UserCardsService } from './user-cards.service.js';
import { UsersController } from './users.controller.js';
import { UsersRepository } from './users.repository.js';
import { UsersRpcController } from './users.rpc.controller.js';
import { UsersService } from './users.service.js';

/** Global, because every presenter needs the names of users. */
@Global()
@Module({
  controllers: [UsersController, UsersRpcController],
  providers: [UsersService, UsersRepository, FormerNamesRepository, UserCardsService],
  exports: [UsersService, UsersRepository, UserCardsService],
})
export class UsersModule {}
