import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DeclaredError } from '@veza/contracts';
import { Admission } from '../admission/admission.js';
import type { Connection } from '../connections/connection.js';
import { NovaService } from './nova.service.js';

/** Checks the cabinet that a connection names, before its first command runs. */
@Injectable()
export class NovaGateway implements OnModuleInit {
  constructor(
    private readonly nova: NovaService,
    private readonly admission: Admission,
  ) {}

  onModuleInit(): void {
    this.admission.onAdmitted(({ connection }) => this.checkCabinet(connection));
  }

  private async checkCabinet(connection: Connection): Promise<void> {
    const { cabinetId, identity } = connection;
    if (cabinetId === undefined || !identity) return;
    try {
      await this.nova.requireMembership(cabinetId, identity.caller);
    } catch (error) {
      if (!(error instanceof DeclaredError)) throw error;
      connection.reply({ kind: 'fault', error });
      // docs/protocol, Close codes: "4403: account banned, or foreign cabinet".
      if (error.code === 'FORBIDDEN') connection.close(4403, 'foreign cabinet');
      else connection.close(1013, 'try again later');
    }
  }
}
