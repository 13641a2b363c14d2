import { type DynamicModule, Module } from '@nestjs/common';
import { notificationEvents, patientMailEvents, patientSmsEvents, practitionerEvents, userEvents } from '@veza/contracts';
import { Database, DatabaseModule, databaseUrl } from '@veza/database';
import { transportOptions } from '@veza/platform';
import { EventsModule, TransportModule } from '@veza/transport';
import { AbsencesModule } from './appointments/absences/absences.module.js';
import { AppointmentSeriesModule } from './appointments/appointment-series/appointment-series.module.js';
import { AppointmentsModule } from './appointments/appointments/appointments.module.js';
import { CalendarFeedsModule } from './appointments/calendar-feeds/calendar-feeds.module.js';
import { ProposalsModule } from './appointments/proposals/proposals.module.js';
import { RemindersModule } from './appointments/reminders/reminders.module.js';
import { AnalyticsModule } from './calendar/analytics/analytics.module.js';
import { CalendarImportsModule } from './calendar/calendar-imports/calendar-imports.module.js';
import { HoldsModule } from './calendar/holds/holds.module.js';
import { PublicPagesModule } from './calendar/public-pages/public-pages.module.js';
import { SlotsModule } from './calendar/slots/slots.module.js';
import { migrations } from './migrations/index.js';
import { LegalHoldsModule } from './patients/legal-holds/legal-holds.module.js';
import { PatientMergesModule } from './patients/patient-merges/patient-merges.module.js';
import { PatientsModule } from './patients/patients/patients.module.js';
import { FacilitiesModule } from './practice/facilities/facilities.module.js';
import { TreatmentsModule } from './practice/treatments/treatments.module.js';
import { AppointmentTypesModule } from './practice/appointment-types/appointment-types.module.js';
import { AuditModule } from './practice/audit/audit.module.js';
import { CabinetsModule } from './practice/cabinets/cabinets.module.js';
import { HolidaysModule } from './practice/holidays/holidays.module.js';
import { NotificationsModule } from './practice/notifications/notifications.module.js';
import { PractitionersModule } from './practice/practitioners/practitioners.module.js';
import { PatientFilesModule } from './records/patient-files/patient-files.module.js';
import { PersonalDataModule } from './records/personal-data/personal-data.module.js';
import { RetentionModule } from './records/retention/retention.module.js';
import { PatientLinksModule } from './self-service/patient-links/patient-links.module.js';
import { PatientPeopleModule } from './self-service/patient-people/patient-people.module.js';
import { VisitsModule } from './self-service/visits/visits.module.js';
import { WaitingListModule } from './self-service/waiting-list/waiting-list.module.js';
import type { BookingConfig } from './config.js';
import { entities } from './entities.js';

@Module({})
export class AppModule {
  static forRoot(config: BookingConfig): DynamicModule {
    return {
      module: AppModule,
      imports: [
        TransportModule.forRoot(transportOptions(config, 'booking')),
        DatabaseModule.forRoot({
          service: 'booking',
          url: databaseUrl({
            service: 'booking',
            serviceUrl: config.BOOKING_DATABASE_URL,
            ownerUrl: config.DATABASE_URL,
            secret: config.DATABASE_SECRET,
            keys: config.VEZA_KEYS,
          }),
          migrations,
          poolSize: config.BOOKING_DATABASE_POOL,
          entities,
        }),
        EventsModule.forRootAsync({
          service: 'booking',
          publishes: [
            ...Object.values(practitionerEvents),
            ...Object.values(notificationEvents),
            ...Object.values(patientMailEvents),
            ...Object.values(patientSmsEvents),
          ],
          consumes: [userEvents.deleted, userEvents.cleared],
          inject: [Database],
          useFactory: (database: Database) => database,
        }),
        AuditModule,
        NotificationsModule,
        CabinetsModule,
        AppointmentTypesModule,
        FacilitiesModule,
        TreatmentsModule,
        HolidaysModule,
        PractitionersModule,
        SlotsModule,
        AbsencesModule,
        CalendarFeedsModule,
        CalendarImportsModule,
        HoldsModule,
        AppointmentsModule,
        RemindersModule,
        AppointmentSeriesModule,
        ProposalsModule,
        AnalyticsModule,
        PersonalDataModule,
        PatientsModule,
        LegalHoldsModule,
        PatientFilesModule,
        PatientMergesModule,
        RetentionModule,
        PublicPagesModule,
        PatientLinksModule,
        VisitsModule,
        WaitingListModule,
        PatientPeopleModule,
      ],
    };
  }
}
