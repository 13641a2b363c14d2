import { Module } from '@nestjs/common';
import { CabinetsController } from './cabinets.controller.js';

@Module({ controllers: [CabinetsController] })
export class BookingModule {}
