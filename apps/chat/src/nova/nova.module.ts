import { Module } from '@nestjs/common';
import { AdmissionModule } from '../admission/admission.module.js';
import { NovaController } from './nova.controller.js';
import { NovaGateway } from './nova.gateway.js';
import { NovaService } from './nova.service.js';

@Module({
  imports: [AdmissionModule],
  controllers: [NovaController],
  providers: [NovaGateway, NovaService],
  exports: [NovaService],
})
export class NovaModule {}
