import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { type PersonalDataPage, type UserCaller } from '@veza/contracts';
import { AppLogger, CONFIG } from '@veza/platform';
import type { FastifyReply } from 'fastify';
import { AttemptsService } from '../../identity/auth/attempts/attempts.service.js';
import type { GatewayConfig } from '../../config.js';
import { ExportPlaces, jsonArray, sendFile, streamedZip, type ZipEntry } from '../../edge/index.js';
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
  private readonly places = new ExportPlaces(MOST_RUNNING);

  constructor(
    @Inject(CONFIG) private readonly config: GatewayConfig,
    private readonly sections: Sections,
    private readonly attempts: AttemptsService,
    private readonly logger: AppLogger,
  ) {}

  send(caller: UserCaller, reply: FastifyReply): Promise<void> {
    return this.places.during(caller.userId, async () => {
      await this.attempts.take(LIMIT, String(caller.userId));
      const entries = await this.entriesOf(caller);
      const end = new AbortController();
      const [filename, type, idleMs] = ['veza-export.zip', 'application/zip', this.config.BYTES_IDLE];
      await sendFile(reply, { filename, type, source: streamedZip(entries, end), end, idleMs }, this.logger);
    });
  }

  private async entriesOf(caller: UserCaller): Promise<ZipEntry[]> {
    const begun = await Promise.all(this.sections.of(caller).map(async (section) => ({ section, first: await section.read() })));
    const files = begun.map(({ section, first }) => ({
      name: `${section.name}.json`,
      content: () => jsonArray(rowsOf(section, first)),
    }));
    return [{ name: 'README.txt', content: () => Readable.from([Buffer.from(README)]) }, ...files];
  }
}

async function* rowsOf({ read }: Section, first: PersonalDataPage): AsyncGenerator<PersonalDataPage['rows']> {
  for (let page: PersonalDataPage | undefined = first; page; page = page.next === null ? undefined : await read(page.next))
    yield page.rows;
}
