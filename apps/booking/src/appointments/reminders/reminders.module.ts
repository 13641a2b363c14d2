import { Module } from '@nestjs/common';
import { AppointmentsModule } from '../appointments/appointments.module.js';
import { PublicPagesModule } from '../../calendar/public-pages/public-pages.module.js';
import { TenancyModule } from '../../practice/tenancy/tenancy.module.js';
import { DueReminders } from './due-reminders.js';
import { RemindersRepository } from './reminders.repository.js';
import { RemindersService } from './reminders.service.js';

@Module({
  imports: [TenancyModule, AppointmentsModule, PublicPagesModule],
  providers: [DueReminders, RemindersService, RemindersRepository],
})
export class RemindersModule {}
