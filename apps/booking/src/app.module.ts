import { type DynamicModule, Module } from '@nestjs/common';
import { notificationEvents, patientMailEvents, practitionerEvents, userEvents } from '@veza/contracts';
import { Database, DatabaseModule, databaseUrl } from '@veza/database';
import { transportOptions } from '@veza/platform';
import { EventsModule, TransportModule } from '@veza/transport';
import { AbsencesModule } from './absences/absences.module.js';
import { AnalyticsModule } from './analytics/analytics.module.js';
import { AppointmentsModule } from './appointments/appointments.module.js';
import { AppointmentSeriesModule } from './appointment-series/appointment-series.module.js';
import { AppointmentTypesModule } from './appointment-types/appointment-types.module.js';
import { AuditModule } from './audit/audit.module.js';
import { CalendarFeedsModule } from './calendar-feeds/calendar-feeds.module.js';
import { CalendarImportsModule } from './calendar-imports/calendar-imports.module.js';
import { CabinetsModule } from './cabinets/cabinets.module.js';
import type { BookingConfig } from './config.js';
import { entities } from './entities.js';
import { HolidaysModule } from './holidays/holidays.module.js';
import { HoldsModule } from './holds/holds.module.js';
import { LegalHoldsModule } from './legal-holds/legal-holds.module.js';
import { migrations } from './migrations/index.js';
import { NotificationsModule } from './notifications/notifications.module.js';
import { PatientFilesModule } from './patient-files/patient-files.module.js';
import { PatientLinksModule } from './patient-links/patient-links.module.js';
import { PatientMergesModule } from './patient-merges/patient-merges.module.js';
import { PatientPeopleModule } from './patient-people/patient-people.module.js';
import { PatientsModule } from './patients/patients.module.js';
import { PersonalDataModule } from './personal-data/personal-data.module.js';
import { PractitionersModule } from './practitioners/practitioners.module.js';
import { ProposalsModule } from './proposals/proposals.module.js';
import { PublicPagesModule } from './public-pages/public-pages.module.js';
import { RemindersModule } from './reminders/reminders.module.js';
import { RetentionModule } from './retention/retention.module.js';
import { SlotsModule } from './slots/slots.module.js';
import { VisitsModule } from './visits/visits.module.js';
import { WaitingListModule } from './waiting-list/waiting-list.module.js';

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
          ],
          consumes: [userEvents.deleted, userEvents.cleared],
          inject: [Database],
          useFactory: (database: Database) => database,
        }),
        AuditModule,
        NotificationsModule,
        CabinetsModule,
        AppointmentTypesModule,
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
