import { Module } from '@nestjs/common';
import { CabinetsController } from './cabinets.controller.js';
import { PractitionersController } from './practitioners.controller.js';

@Module({ controllers: [CabinetsController, PractitionersController] })
export class BookingModule {}
