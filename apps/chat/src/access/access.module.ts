import { Module } from '@nestjs/common';
import { SpeakingRepository } from './speaking.repository.js';

@Module({ providers: [SpeakingRepository], exports: [SpeakingRepository] })
export class AccessModule {}
