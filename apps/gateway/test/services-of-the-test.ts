import { randomBytes } from 'node:crypto';
import { Controller, type INestMicroservice } from '@nestjs/common';
import {
  booking,
  type Caller,
  catalog,
  chat,
  community,
  type ContractTree,
  DeclaredError,
  media,
  type PersonalDataPage,
} from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { startService } from './service-of-the-test.js';

/** Personal data of the five services in the form of their contracts, with generated rows. */
export class PersonalData {
  /** Number of rows per section. */
  readonly rows = new Map<string, number>();
  /** Number of requested pages. */
  pagesRead = 0;
  /** Called before each reply. */
  before: (section: string, after: string | undefined) => Promise<void> | void = () => undefined;

  async page(caller: Caller, { section, after }: { section: string; after?: string }): Promise<PersonalDataPage> {
    if (caller.kind !== 'user') throw new DeclaredError('UNAUTHENTICATED');
    this.pagesRead += 1;
    await this.before(section, after);
    const from = Number(after ?? 0);
    const to = Math.min(from + 100, this.rows.get(section) ?? 0);
    const rows = Array.from({ length: to - from }, (_, i) => ({
      id: from + i,
      of: caller.userId,
      section,
      text: randomBytes(750).toString('base64'),
    }));
    return { rows, next: to < (this.rows.get(section) ?? 0) ? String(to) : null };
  }
}

/** Starts the five services; `stop` ends them. */
export async function startServices(redisUrl: string, data: PersonalData): Promise<{ stop(): Promise<void> }> {
  @Controller()
  class Chat {
    @Rpc(chat.personalData.export)
    export(@CurrentCaller() caller: Caller, @Input() input: { section: string; after?: string }) {
      return data.page(caller, input);
    }
  }
  @Controller()
  class Catalog {
    @Rpc(catalog.personalData.export)
    export(@CurrentCaller() caller: Caller, @Input() input: { section: string; after?: string }) {
      return data.page(caller, input);
    }
  }
  @Controller()
  class Media {
    @Rpc(media.personalData.export)
    export(@CurrentCaller() caller: Caller, @Input() input: { section: string; after?: string }) {
      return data.page(caller, input);
    }
  }
  @Controller()
  class Booking {
    @Rpc(booking.personalData.export)
    export(@CurrentCaller() caller: Caller, @Input() input: { section: string; after?: string }) {
      return data.page(caller, input);
    }
  }
  @Controller()
  class Community {
    @Rpc(community.personalData.export)
    export(@CurrentCaller() caller: Caller, @Input() input: { section: string; after?: string }) {
      return data.page(caller, input);
    }
  }
  const running: INestMicroservice[] = [];
  const start = async (service: string, contracts: ContractTree, controller: new () => object) => {
    running.push(await startService({ redisUrl, service, contracts, controller }));
  };
  await start('chat', chat.personalData, Chat);
  await start('catalog', catalog.personalData, Catalog);
  await start('media', media.personalData, Media);
  await start('booking', booking.personalData, Booking);
  await start('community', community.personalData, Community);
  return {
    async stop() {
      for (const app of running) await app.close();
    },
  };
}
