import { Module } from '@nestjs/common';
import { AppointmentsModule } from '../appointments/appointments.module.js';
import { PublicPagesModule } from '../public-pages/public-pages.module.js';
import { TenancyModule } from '../tenancy/tenancy.module.js';
import { DueReminders } from './due-reminders.js';
import { RemindersRepository } from './reminders.repository.js';
import { RemindersService } from './reminders.service.js';

@Module({
  imports: [TenancyModule, AppointmentsModule, PublicPagesModule],
  providers: [DueReminders, RemindersService, RemindersRepository],
})
export class RemindersModule {}
