import { Module } from '@nestjs/common';
import { CabinetDatabase } from './cabinet-database.js';
import { OperationsRepository } from './operations.repository.js';

@Module({ providers: [CabinetDatabase, OperationsRepository], exports: [CabinetDatabase] })
export class TenancyModule {}
