import { Injectable } from '@nestjs/common';
import {
  type CabinetPage,
  type Caller,
  DeclaredError,
  type FeedNames,
  invalid,
  type PageSettings,
  type publicPages,
  type RpcInput,
  type RpcReply,
  type SlotView,
} from '@veza/contracts';
import { decodeCursor, encodeCursor, isUniqueViolation, type Transaction } from '@veza/database';
import { z } from 'zod';
import { Cabinet } from '../../practice/cabinets/cabinet.entity.js';
import { SlotsService } from '../slots/slots.service.js';
import { READER, requireManager, visitorOf } from '../../practice/tenancy/access.js';
import { CabinetDatabase } from '../../practice/tenancy/cabinet-database.js';
import { TreatmentsService } from '../../practice/treatments/treatments.service.js';
import type { PublicPage } from './cabinet-page.entity.js';
import { PublicPagesRepository } from './public-pages.repository.js';

const MOST_WORDS = 8;
/** Postgres stores no text with a NUL. */
const Position = z.tuple([
  z
    .string()
    .max(60)
    .regex(/^[^\0]*$/),
  z.uuid(),
]);

@Injectable()
export class PublicPagesService {
  constructor(
    private readonly database: CabinetDatabase,
    private readonly pages: PublicPagesRepository,
    private readonly slotsService: SlotsService,
    private readonly treatments: TreatmentsService,
  ) {}

  get(caller: Caller, id: string): Promise<PageSettings> {
    return this.database.administering(caller, id, async (tx, member) => {
      if (member) requireManager(member);
      return settingsOf(await this.pages.find(tx, id));
    });
  }

  async update(caller: Caller, { id, ...settings }: RpcInput<typeof publicPages.update>): Promise<PageSettings> {
    try {
      return await this.database.administering(caller, id, async (tx, member) => {
        if (member) requireManager(member);
        if (!(await tx.existsBy(Cabinet, { id }))) throw new DeclaredError('NOT_FOUND');
        await this.pages.set(tx, id, settings);
        return settingsOf(await this.pages.find(tx, id));
      });
    } catch (error) {
      if (isUniqueViolation(error))
        throw new DeclaredError('CONFLICT', { message: 'Another cabinet has this slug; choose another one' });
      throw error;
    }
  }

  /** How the feeds of practitioners show patients, whether the page is open or not. */
  feedNames(cabinetId: string): Promise<FeedNames> {
    return this.database.asPlatform(cabinetId, async (tx) => (await this.pages.find(tx, cabinetId))?.feedNames ?? 'initials');
  }

  /** What the open pages show to strangers, less the phone number: nothing that is worth collecting. */
  async list({ search, limit, cursor }: RpcInput<typeof publicPages.list>): Promise<RpcReply<typeof publicPages.list>> {
    const after = cursor === undefined ? undefined : decodeCursor(cursor, Position);
    const words = search.split(/\s+/).filter(Boolean).slice(0, MOST_WORDS);
    const rows = await this.pages.listOpen(words, limit + 1, after);
    const items = rows.slice(0, limit);
    const last = rows.length > limit ? items.at(-1) : undefined;
    return {
      items: items.map(({ key: _, ...page }) => page),
      nextCursor: last ? encodeCursor([last.key, last.id]) : null,
    };
  }

  async show(name: string): Promise<CabinetPage> {
    return this.database.asPlatform(await this.openCabinet(name), async (tx, { cabinetId }) => {
      const { slug, description, phone, address, changeWindow, longest } = await this.requireOpen(tx, cabinetId);
      const cabinet = await tx.findOneByOrFail(Cabinet, { id: cabinetId });
      const practitioners = await this.pages.practitioners(tx, cabinetId);
      return {
        id: cabinetId,
        name: cabinet.name,
        timezone: cabinet.timezone,
        ...{ slug, description, phone, address, changeWindow, longest },
        practitioners: practitioners.map(({ id, firstName, lastName }) => ({ id, firstName, lastName })),
        treatments: await this.treatments.listPublic(tx, cabinetId, longest),
      };
    });
  }

  /** Free times only: what is taken is the business of the cabinet. */
  async slots({ cabinet, ...range }: RpcInput<typeof publicPages.slots>): Promise<{ items: SlotView[] }> {
    const cabinetId = await this.openCabinet(cabinet);
    await this.database.asPlatform(cabinetId, (tx) => this.requireBookable(tx, cabinetId, range.duration));
    const { items } = await this.slotsService.list(visitorOf(cabinetId, READER), range);
    return { items: items.filter(({ available }) => available) };
  }

  /** The cabinet of an open page; NOT_FOUND for a closed one, as for an unknown one. */
  async openCabinet(name: string): Promise<string> {
    const cabinetId = await this.pages.openCabinet(name.toLowerCase());
    if (cabinetId === undefined) throw closed();
    return cabinetId;
  }

  /** The page in the transaction of a change: it may have been closed since. */
  async requireOpen(tx: Transaction, cabinetId: string): Promise<PublicPage> {
    const page = await this.pages.find(tx, cabinetId);
    if (!page?.isOpen) throw closed();
    return page;
  }

  async requireBookable(tx: Transaction, cabinetId: string, duration: number): Promise<PublicPage> {
    const page = await this.requireOpen(tx, cabinetId);
    if (duration > page.longest) throw invalid('duration', `must be at most ${page.longest} minutes in this cabinet`);
    return page;
  }

  /** The page, open or closed: what patients may do with appointments that they have. */
  find(tx: Transaction, cabinetId: string): Promise<PublicPage | null> {
    return this.pages.find(tx, cabinetId);
  }
}

const closed = () => new DeclaredError('NOT_FOUND', { message: 'There is no public page of this name' });

function settingsOf(page: PublicPage | null): PageSettings {
  if (!page) throw new DeclaredError('NOT_FOUND', { message: 'The cabinet has no public page yet' });
  const { cabinetId: _cabinet, placeKey: _key, ...settings } = page;
  return settings;
}
