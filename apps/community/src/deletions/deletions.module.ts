import { Module } from '@nestjs/common';
import { LikesModule } from '../likes/likes.module.js';
import { PublicationsModule } from '../publications/publications.module.js';
import { DeletionsController } from './deletions.controller.js';

@Module({ imports: [LikesModule, PublicationsModule], controllers: [DeletionsController] })
export class DeletionsModule {}
