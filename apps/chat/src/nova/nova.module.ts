import { Module } from '@nestjs/common';
import { AdmissionModule } from '../admission/admission.module.js';
import { NovaGateway } from './nova.gateway.js';
import { NovaService } from './nova.service.js';

@Module({ imports: [AdmissionModule], providers: [NovaGateway, NovaService], exports: [NovaService] })
export class NovaModule {}
