import { Global, Module } from '@nestjs/common';
import { SignInEventsRepository } from './sign-in-events.repository.js';
import { SignInsController } from './sign-ins.controller.js';
import { SignInsService } from './sign-ins.service.js';

/** Global, because every change of access is in the list. */
@Global()
@Module({
  controllers: [SignInsController],
  providers: [SignInsService, SignInEventsRepository],
  exports: [SignInEventsRepository],
})
export class SignInsModule {}
