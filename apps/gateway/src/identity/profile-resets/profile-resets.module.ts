import { Module } from '@nestjs/common';
import { ProfileResetsController } from './profile-resets.controller.js';
import { ProfileResetsService } from './profile-resets.service.js';

@Module({ controllers: [ProfileResetsController], providers: [ProfileResetsService] })
export class ProfileResetsModule {}
