import { Module } from '@nestjs/common';
import { CabinetDatabase } from './cabinet-database.js';

@Module({ providers: [CabinetDatabase], exports: [CabinetDatabase] })
export class TenancyModule {}
