import { Module } from '@nestjs/common';
import { CabinetsModule } from '../cabinets/cabinets.module.js';
import { NotificationsModule } from '../notifications/notifications.module.js';
import { TenancyModule } from '../tenancy/tenancy.module.js';
import { PractitionersController } from './practitioners.controller.js';
import { PractitionersRepository } from './practitioners.repository.js';
import { PractitionersService } from './practitioners.service.js';

@Module({
  imports: [TenancyModule, NotificationsModule, CabinetsModule],
  controllers: [PractitionersController],
  providers: [PractitionersService, PractitionersRepository],
  exports: [PractitionersService],
})
export class PractitionersModule {}
