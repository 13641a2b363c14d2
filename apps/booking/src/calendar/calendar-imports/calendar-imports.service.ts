import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type CalendarImportView, type Caller, DeclaredError, invalid, MOST_IMPORTS } from '@veza/contracts';
import { once, type Transaction } from '@veza/database';
import { OutsideAddresses } from '@veza/platform';
import { BusyRepository } from '../busy/busy.repository.js';
import { PractitionersService } from '../../practice/practitioners/practitioners.service.js';
import { type Member, requireCalendarOwner } from '../../practice/tenancy/access.js';
import { CabinetDatabase } from '../../practice/tenancy/cabinet-database.js';
import { CalendarImportsRepository, type ListedImport } from './calendar-imports.repository.js';
import { DueImports } from './due-imports.js';
import { ImportRunsService } from './import-runs.service.js';

interface One {
  practitionerId: string;
  id: string;
}

@Injectable()
export class CalendarImportsService {
  constructor(
    private readonly database: CabinetDatabase,
    private readonly practitioners: PractitionersService,
    private readonly imports: CalendarImportsRepository,
    private readonly busy: BusyRepository,
    private readonly runs: ImportRunsService,
    private readonly addresses: OutsideAddresses,
    private readonly due: DueImports,
  ) {}

  add(caller: Caller, { practitionerId, address }: { practitionerId: string; address: string }): Promise<CalendarImportView> {
    return this.makeDue(caller, async (tx, member) => {
      const { cabinetId, userId } = member;
      await this.requireOwner(tx, member, practitionerId);
      const url = this.secureUrl(address);
      return once(tx, async () => {
        // Two concurrent ones would both find room for themselves.
        await this.busy.lock(tx, [practitionerId]);
        if ((await this.imports.list(tx, member, practitionerId)).length >= MOST_IMPORTS) throw tooMany();
        const id = randomUUID();
        const sealed = this.runs.seal(id, url.href);
        await this.imports.add(tx, { id, cabinetId, practitionerId, host: url.host, address: sealed, createdBy: userId });
        return this.view(tx, member, { practitionerId, id });
      });
    });
  }

  list(caller: Caller, practitionerId: string): Promise<{ items: CalendarImportView[] }> {
    return this.database.inCabinet(caller, async (tx, member) => {
      await this.requireOwner(tx, member, practitionerId);
      return { items: (await this.imports.list(tx, member, practitionerId)).map(view) };
    });
  }

  refresh(caller: Caller, { practitionerId, id }: One): Promise<CalendarImportView> {
    return this.makeDue(caller, async (tx, member) => {
      await this.requireOwner(tx, member, practitionerId);
      if (!(await this.imports.refresh(tx, member, practitionerId, id))) throw new DeclaredError('NOT_FOUND');
      return this.view(tx, member, { practitionerId, id });
    });
  }

  remove(caller: Caller, { practitionerId, id }: One): Promise<null> {
    return this.database.inCabinet(caller, async (tx, member) => {
      await this.requireOwner(tx, member, practitionerId);
      await this.busy.lock(tx, [practitionerId]);
      if (!(await this.imports.remove(tx, member, practitionerId, id))) throw new DeclaredError('NOT_FOUND');
      return null;
    });
  }

  private async requireOwner(tx: Transaction, member: Member, practitionerId: string): Promise<void> {
    requireCalendarOwner(await this.practitioners.workingCalendar(tx, member, practitionerId), member);
  }

  private secureUrl(address: string): URL {
    const url = new URL(address.replace(/^webcal:/i, 'https:'));
    const refusal = this.addresses.refusalOf(url);
    if (refusal !== undefined) throw invalid('address', refusal);
    return url;
  }

  private async view(tx: Transaction, member: Member, { practitionerId, id }: One): Promise<CalendarImportView> {
    const [found] = await this.imports.list(tx, member, practitionerId, id);
    if (!found) throw new DeclaredError('NOT_FOUND');
    return view(found);
  }

  /** The import is due after the transaction. */
  private async makeDue(
    caller: Caller,
    work: (tx: Transaction, member: Member) => Promise<CalendarImportView>,
  ): Promise<CalendarImportView> {
    const view = await this.database.inCabinet(caller, work);
    this.due.kick();
    return view;
  }
}

const tooMany = () => new DeclaredError('CONFLICT', { message: `A practitioner has at most ${MOST_IMPORTS} imported calendars` });

const view = ({ id, practitionerId, host, createdAt, busyTimes, ...state }: ListedImport): CalendarImportView => ({
  id,
  practitionerId,
  host,
  createdAt: createdAt.toISOString(),
  busyTimes,
  lastSuccessAt: state.succeededAt?.toISOString() ?? null,
  lastFailureAt: state.failedAt?.toISOString() ?? null,
  lastFailure: state.failure,
  nextRunAt: state.nextRunAt.toISOString(),
});
