import { Module } from '@nestjs/common';
import { CabinetKeysRepository } from './cabinet-keys.repository.js';
import { SealedNotesService } from './sealed-notes.service.js';

@Module({ providers: [SealedNotesService, CabinetKeysRepository], exports: [SealedNotesService] })
export class SealedNotesModule {}
