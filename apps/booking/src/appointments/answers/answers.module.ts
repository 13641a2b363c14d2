import { Module } from '@nestjs/common';
import { SealedNotesModule } from '../../patients/sealed-notes/sealed-notes.module.js';
import { AnswersService } from './answers.service.js';

@Module({ imports: [SealedNotesModule], providers: [AnswersService], exports: [AnswersService] })
export class AnswersModule {}
