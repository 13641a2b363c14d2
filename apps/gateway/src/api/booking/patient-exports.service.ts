import { Inject, Injectable } from '@nestjs/common';
import { type FilePosition, patientFiles, type UserCaller } from '@veza/contracts';
import { AppLogger, CONFIG } from '@veza/platform';
import { RpcClient } from '@veza/transport';
import type { FastifyReply } from 'fastify';
import type { GatewayConfig } from '../../config.js';
import { ExportPlaces, sendFile, streamedZip } from '../../edge/index.js';
import { patientEntries } from './patient-archive.js';

const MOST_RUNNING = 8;

/**
 * GET /patients/:id/export. Memory holds one page, whatever the size; the client sets the pace. The first page is read before
 * the first byte, so a refusal is an ordinary error. A later failure ends the connection, so the ZIP is recognisably cut: also
 * when the patient is erased meanwhile, or the membership of the caller ends. Stored, not deflated: proxies and disks do that.
 */
@Injectable()
export class PatientExportsService {
  private readonly places = new ExportPlaces(MOST_RUNNING);

  constructor(
    @Inject(CONFIG) private readonly config: GatewayConfig,
    private readonly rpc: RpcClient,
    private readonly logger: AppLogger,
  ) {}

  /** A caller who is refused takes no place of those who are not. */
  async send(caller: UserCaller, id: string, reply: FastifyReply): Promise<void> {
    const read = (at?: FilePosition) => this.rpc.call(patientFiles.export, { id, at }, { caller });
    const first = await read();
    await this.places.during(caller.userId, async () => {
      const end = new AbortController();
      const source = streamedZip(patientEntries(first, read), end, { compress: false });
      const [filename, type] = [`patient-${id}.zip`, 'application/zip'];
      await sendFile(reply, { filename, type, source, end, idleMs: this.config.BYTES_IDLE }, this.logger);
    });
  }
}
