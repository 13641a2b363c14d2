import { Module } from '@nestjs/common';
import { ChatLimits, RateLimiter } from './chat-limits.js';

@Module({ providers: [ChatLimits, RateLimiter], exports: [ChatLimits, RateLimiter] })
export class LimitsModule {}
