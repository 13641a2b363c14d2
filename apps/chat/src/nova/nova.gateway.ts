import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Admission } from '../admission/admission.js';
import { NovaReplays } from './nova-replays.js';
import { NovaService } from './nova.service.js';

/** Before the first command of a connection runs: checks the cabinet that it names, and sends what its user missed. */
@Injectable()
export class NovaGateway implements OnModuleInit {
  constructor(
    private readonly nova: NovaService,
    private readonly replays: NovaReplays,
    private readonly admission: Admission,
  ) {}

  onModuleInit(): void {
    this.admission.onAdmitted(async ({ connection }) => {
      await this.nova.checkCabinet(connection);
      if (connection.since !== undefined) await this.replays.catchUp(connection);
    });
  }
}
