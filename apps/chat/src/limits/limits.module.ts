import { Module } from '@nestjs/common';
import { ChatLimits } from './chat-limits.js';
import { RateLimiter } from './rate-limiter.js';

@Module({ providers: [ChatLimits, RateLimiter], exports: [ChatLimits, RateLimiter] })
export class LimitsModule {}
