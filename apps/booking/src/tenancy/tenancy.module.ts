import { Module } from '@nestjs/common';
import { CabinetDatabase } from './cabinet-database.js';
import { OperationsSweeper } from './operations-sweeper.js';

@Module({ providers: [CabinetDatabase, OperationsSweeper], exports: [CabinetDatabase] })
export class TenancyModule {}
