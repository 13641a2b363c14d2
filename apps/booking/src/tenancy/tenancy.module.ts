import { Module } from '@nestjs/common';
import { CabinetDatabase } from './cabinet-database.js';
import { OperationsSweeper } from './operations-sweeper.js';
import { OperationsRepository } from './operations.repository.js';

@Module({ providers: [CabinetDatabase, OperationsRepository, OperationsSweeper], exports: [CabinetDatabase] })
export class TenancyModule {}
