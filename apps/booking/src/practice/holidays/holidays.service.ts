import { Injectable } from '@nestjs/common';
import { type Caller, invalid, type PublicHolidays, type UpdateHolidays } from '@veza/contracts';
import type { Cabinet } from '../cabinets/cabinet.entity.js';
import { CabinetsService } from '../cabinets/cabinets.service.js';
import { requireManager } from '../tenancy/access.js';
import { CabinetDatabase } from '../tenancy/cabinet-database.js';
import { isRegion, publicHolidays } from './public-holidays.js';

// Wall clock: the present year.

@Injectable()
export class HolidaysService {
  constructor(
    private readonly database: CabinetDatabase,
    private readonly cabinets: CabinetsService,
  ) {}

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
