import { Module } from '@nestjs/common';
import { FailedAttempts } from './failed-attempts.js';
import { SessionsService } from './sessions.service.js';
import { TokenVerifier } from './token-verifier.js';

@Module({ providers: [SessionsService, TokenVerifier, FailedAttempts], exports: [SessionsService, FailedAttempts] })
export class AuthModule {}
