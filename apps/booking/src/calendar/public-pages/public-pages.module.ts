import { Module } from '@nestjs/common';
import { SlotsModule } from '../slots/slots.module.js';
import { TenancyModule } from '../../practice/tenancy/tenancy.module.js';
import { TreatmentsModule } from '../../practice/treatments/treatments.module.js';
import { PublicPagesController } from './public-pages.controller.js';
import { PublicPagesRepository } from './public-pages.repository.js';
import { PublicPagesService } from './public-pages.service.js';

@Module({
  imports: [TenancyModule, SlotsModule, TreatmentsModule],
  controllers: [PublicPagesController],
  providers: [PublicPagesService, PublicPagesRepository],
  exports: [PublicPagesService],
})
export class PublicPagesModule {}
