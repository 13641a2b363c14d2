import { Module } from '@nestjs/common';
import { AdmissionModule } from '../admission/admission.module.js';
import { NovaController } from './nova.controller.js';
import { NovaFeed } from './nova-feed.js';
import { NovaNoticesRepository } from './nova-notices.repository.js';
import { NovaGateway } from './nova.gateway.js';
import { NovaService } from './nova.service.js';

@Module({
  imports: [AdmissionModule],
  controllers: [NovaController],
  providers: [NovaGateway, NovaService, NovaFeed, NovaNoticesRepository],
  exports: [NovaService],
})
export class NovaModule {}
