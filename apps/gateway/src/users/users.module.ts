import { Global, Module } from '@nestjs/common';
import { SessionsModule } from '../sessions/sessions.module.js';
import { ErasureRepository } from './erasure.repository.js';
import { Erasure } from './erasure.service.js';
import { People } from './people.service.js';
import { UsersController } from './users.controller.js';
import { UsersRepository } from './users.repository.js';
import { UsersRpcController } from './users.rpc.controller.js';
import { Users } from './users.service.js';

/** Global, because every presenter asks `People` for names. */
@Global()
@Module({
  imports: [SessionsModule],
  controllers: [UsersController, UsersRpcController],
  providers: [Users, UsersRepository, Erasure, ErasureRepository, People],
  exports: [Users, UsersRepository, People],
})
export class UsersModule {}
