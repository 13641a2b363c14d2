import { Module } from '@nestjs/common';
import { GuessingController } from './guessing.controller.js';
import { GuessingRepository } from './guessing.repository.js';
import { GuessingService } from './guessing.service.js';

@Module({ controllers: [GuessingController], providers: [GuessingService, GuessingRepository] })
export class GuessingModule {}
