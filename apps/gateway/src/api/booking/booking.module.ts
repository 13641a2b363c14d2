import { Module } from '@nestjs/common';
import { FormPagesModule } from '../../edge/index.js';
import { AuthModule } from '../../identity/auth/auth.module.js';
import { SessionsModule } from '../../identity/sessions/sessions.module.js';
import { AbsencesController } from './absences.controller.js';
import { AnalyticsController } from './analytics.controller.js';
import { AppointmentsController } from './appointments.controller.js';
import { CalendarFeedsController } from './calendar-feeds.controller.js';
import { CalendarImportsController } from './calendar-imports.controller.js';
import { CabinetsController } from './cabinets.controller.js';
import { CalendarsController } from './calendars.controller.js';
import { FacilitiesController } from './facilities.controller.js';
import { HoldsController } from './holds.controller.js';
import { NotificationsController } from './notifications.controller.js';
import { AppointmentPages } from './pages/appointment-pages.js';
import { LinkPages } from './pages/link-pages.js';
import { OfferPages } from './pages/offer-pages.js';
import { OwnAppointmentsController } from './own-appointments.controller.js';
import { PatientContactsController } from './patient-contacts.controller.js';
import { PatientLinksController } from './patient-links.controller.js';
import { PatientSmsController } from './patient-sms.controller.js';
import { PatientMailsController } from './patient-mails.controller.js';
import { PatientExportsService } from './patient-exports.service.js';
import { PatientFilesController } from './patient-files.controller.js';
import { PatientsController } from './patients.controller.js';
import { PractitionersController } from './practitioners.controller.js';
import { ProposalsController } from './proposals.controller.js';
import { PublicPagesController } from './public-pages.controller.js';
import { RetentionController } from './retention.controller.js';
import { SlotsController } from './slots.controller.js';
import { VisitLimits } from './visit-limits.js';
import { VisitsController } from './visits.controller.js';
import { WaitingListController } from './waiting-list.controller.js';

@Module({
  imports: [AuthModule, SessionsModule, FormPagesModule],
  providers: [PatientExportsService, VisitLimits, LinkPages, AppointmentPages, OfferPages],
  controllers: [
    CabinetsController,
    CalendarsController,
    FacilitiesController,
    PractitionersController,
    SlotsController,
    AbsencesController,
    CalendarFeedsController,
    CalendarImportsController,
    HoldsController,
    ProposalsController,
    AppointmentsController,
    AnalyticsController,
    PatientsController,
    PatientFilesController,
    RetentionController,
    NotificationsController,
    PublicPagesController,
    VisitsController,
    WaitingListController,
    PatientLinksController,
    PatientMailsController,
    PatientSmsController,
    PatientContactsController,
    OwnAppointmentsController,
  ],
})
export class BookingModule {}
