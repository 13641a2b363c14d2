import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Admission } from '../admission/admission.js';
import { NovaService } from './nova.service.js';

/** Checks the cabinet that a connection names, before its first command runs. */
@Injectable()
export class NovaGateway implements OnModuleInit {
  constructor(
    private readonly nova: NovaService,
    private readonly admission: Admission,
  ) {}

  onModuleInit(): void {
    this.admission.onAdmitted(({ connection }) => this.nova.checkCabinet(connection));
  }
}
