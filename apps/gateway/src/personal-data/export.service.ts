import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { DeclaredError, type PersonalDataPage, type UserCaller } from '@veza/contracts';
import { AppLogger, CONFIG } from '@veza/platform';
import type { FastifyReply } from 'fastify';
import { ZipFile } from 'yazl';
import { AttemptsService } from '../auth/attempts.service.js';
import type { GatewayConfig } from '../config.js';
import { sendFile } from '../edge/index.js';
import { README } from './readme.js';
import { type Section, Sections } from './sections.js';

const LIMIT = { kind: 'export', max: 20, windowSeconds: 3_600 };
/** Per gateway: an export makes many calls to every service. */
const MOST_RUNNING = 4;

/**
 * GET /users/me/export: a streamed ZIP with a JSON file for each kind of data. Memory holds the first page of every
 * section and the page that is being written, whatever the size; the client sets the pace.
 *
 * An unavailable service gives 503 before the first byte, because the first pages are read before it. A later failure
 * ends the connection, so the ZIP is recognisably cut. There is no snapshot: each page is as of its own moment.
 */
@Injectable()
export class ExportService {
  private readonly running = new Set<number>();

  constructor(
    @Inject(CONFIG) private readonly config: GatewayConfig,
    private readonly sections: Sections,
    private readonly attempts: AttemptsService,
    private readonly logger: AppLogger,
  ) {}

  async send(caller: UserCaller, reply: FastifyReply): Promise<void> {
    const { userId } = caller;
    if (this.running.has(userId)) throw new DeclaredError('RATE_LIMITED', { retryAfter: 30 });
    if (this.running.size >= MOST_RUNNING) throw new DeclaredError('OVERLOADED', { retryAfter: 30 });
    this.running.add(userId);
    try {
      await this.attempts.take(LIMIT, String(userId));
      const end = new AbortController();
      const { outputStream: source } = await this.zipOf(caller, end);
      const idleMs = this.config.BYTES_IDLE;
      await sendFile(reply, { filename: 'veza-export.zip', type: 'application/zip', source, end, idleMs }, this.logger);
    } finally {
      this.running.delete(userId);
    }
  }

  /** yazl does not observe errors of its input streams, so an error of one aborts the whole export. */
  private async zipOf(caller: UserCaller, end: AbortController): Promise<ZipFile> {
    const begun = await Promise.all(this.sections.of(caller).map(async (section) => ({ section, first: await section.read() })));
    const zip = new ZipFile();
    zip.addBuffer(Buffer.from(README), 'README.txt');
    for (const { section, first } of begun)
      zip.addReadStreamLazy(`${section.name}.json`, (give) => {
        const rows = Readable.from(jsonOf(section, first), { signal: end.signal });
        give(
          null,
          rows.once('error', (cause) => end.abort(cause)),
        );
      });
    zip.end();
    return zip;
  }
}

/** A JSON array, a row a line. */
async function* jsonOf({ read }: Section, first: PersonalDataPage): AsyncGenerator<Buffer> {
  let lines = 0;
  for (let page: PersonalDataPage | undefined = first; page; page = page.next === null ? undefined : await read(page.next)) {
    const text = page.rows.map((row) => `${lines++ === 0 ? '[' : ','}\n${JSON.stringify(row)}`).join('');
    if (text !== '') yield Buffer.from(text);
  }
  yield Buffer.from(lines === 0 ? '[]\n' : '\n]\n');
}
