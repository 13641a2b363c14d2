import { Module } from '@nestjs/common';
import { FailedAttempts } from './failed-attempts.js';
import { SessionVerifier } from './session-verifier.js';
import { TokenVerifier } from './token-verifier.js';

@Module({ providers: [SessionVerifier, TokenVerifier, FailedAttempts], exports: [SessionVerifier, FailedAttempts] })
export class AuthModule {}
