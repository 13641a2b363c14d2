import { Module } from '@nestjs/common';
import { AbsencesController } from './absences.controller.js';
import { AnalyticsController } from './analytics.controller.js';
import { AppointmentsController } from './appointments.controller.js';
import { CabinetsController } from './cabinets.controller.js';
import { CalendarsController } from './calendars.controller.js';
import { HoldsController } from './holds.controller.js';
import { NotificationsController } from './notifications.controller.js';
import { PatientFilesController } from './patient-files.controller.js';
import { PatientsController } from './patients.controller.js';
import { PractitionersController } from './practitioners.controller.js';
import { SlotsController } from './slots.controller.js';

@Module({
  controllers: [
    CabinetsController,
    CalendarsController,
    PractitionersController,
    SlotsController,
    AbsencesController,
    HoldsController,
    AppointmentsController,
    AnalyticsController,
    PatientsController,
    PatientFilesController,
    NotificationsController,
  ],
})
export class BookingModule {}
