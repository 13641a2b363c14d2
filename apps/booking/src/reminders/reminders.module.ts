import { Module } from '@nestjs/common';
import { AppointmentsModule } from '../appointments/appointments.module.js';
import { PublicPagesModule } from '../public-pages/public-pages.module.js';
import { TenancyModule } from '../tenancy/tenancy.module.js';
import { ReminderPlanner } from './reminder-planner.js';
import { ReminderQueue } from './reminder-queue.js';
import { RemindersRepository } from './reminders.repository.js';
import { RemindersService } from './reminders.service.js';

@Module({
  imports: [TenancyModule, AppointmentsModule, PublicPagesModule],
  providers: [ReminderPlanner, ReminderQueue, RemindersService, RemindersRepository],
})
export class RemindersModule {}
