import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { type Caller, invalid, type PublicHolidays, type UpdateHolidays } from '@veza/contracts';
import type { Cabinet } from '../cabinets/cabinet.entity.js';
import { CabinetsService } from '../cabinets/cabinets.service.js';
import { requireManager } from '../tenancy/access.js';
import { CabinetDatabase } from '../tenancy/cabinet-database.js';
import { isRegion, loadHolidays, publicHolidays } from './public-holidays.js';

// Wall clock: the present year.

/** After the start, which does not wait for it. */
const LOAD_AFTER_MS = 3_000;

@Injectable()
export class HolidaysService implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private loading: Promise<void> | undefined;

  constructor(
    private readonly database: CabinetDatabase,
    private readonly cabinets: CabinetsService,
  ) {}

  /** The first choice of a region after a start took longer than its caller waits. */
  onApplicationBootstrap(): void {
    this.timer = setTimeout(() => void (this.loading = loadHolidays()), LOAD_AFTER_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearTimeout(this.timer);
    await this.loading;
  }

  list(caller: Caller, { cabinetId, year }: { cabinetId: string; year?: number }): Promise<PublicHolidays> {
    return this.database.administering(caller, cabinetId, async (tx) =>
      viewOf(await this.cabinets.requireIn(tx, cabinetId), year),
    );
  }

  update(caller: Caller, { cabinetId, region, open }: UpdateHolidays): Promise<PublicHolidays> {
    return this.database.administering(caller, cabinetId, async (tx, member) => {
      if (member) requireManager(member);
      if (region && !(await isRegion(region))) throw invalid('region', 'must be a country with known public holidays');
      await this.cabinets.choose(tx, cabinetId, {
        ...(region !== undefined && { holidayRegion: region }),
        ...(open !== undefined && { openHolidays: open }),
      });
      return viewOf(await this.cabinets.requireIn(tx, cabinetId));
    });
  }
}

async function viewOf(cabinet: Cabinet, year = new Date().getUTCFullYear()): Promise<PublicHolidays> {
  const { holidayRegion: region, openHolidays } = cabinet;
  const found = region === null ? [] : await publicHolidays(region, year);
  return { region, items: found.map(({ days: _, ...each }) => ({ ...each, closed: !openHolidays.includes(each.key) })) };
}
