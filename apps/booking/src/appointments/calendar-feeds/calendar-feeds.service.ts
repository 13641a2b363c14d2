import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Caller, DeclaredError, type FeedNames, type FeedOf, type UserCaller } from '@veza/contracts';
import { requireUser } from '@veza/platform';
import type { SqlExecutor } from '@veza/transport';
import { feedOf } from '../appointments/appointment-calendar.js';
import { PublicPagesService } from '../../calendar/public-pages/public-pages.service.js';
import { requireStaff } from '../../practice/tenancy/access.js';
import { CabinetDatabase } from '../../practice/tenancy/cabinet-database.js';
import { CalendarFeedsRepository, type FeedRow } from './calendar-feeds.repository.js';

const SECRET_BYTES = 32;
const MINUTE_MS = 60_000;

@Injectable()
export class CalendarFeedsService {
  constructor(
    private readonly database: CabinetDatabase,
    private readonly feeds: CalendarFeedsRepository,
    private readonly pages: PublicPagesService,
  ) {}

  /** NOT_FOUND for a cabinet in which the caller does not work. */
  async renew(caller: Caller, { cabinetId }: FeedOf): Promise<{ token: string; createdAt: string }> {
    const user = requireUser(caller);
    const token = randomBytes(SECRET_BYTES).toString('base64url');
    const place = { userId: user.userId, cabinetId: cabinetId ?? null };
    const createdAt =
      cabinetId === undefined
        ? await this.database.transaction(user, (tx) => this.feeds.renew(tx, place, token))
        : await hiding(
            this.database.inCabinet({ ...user, tenantId: cabinetId }, (tx, member) => {
              requireStaff(member);
              return this.feeds.renew(tx, place, token);
            }),
          );
    return { token, createdAt: createdAt.toISOString() };
  }

  revoke(caller: Caller, { cabinetId }: FeedOf): Promise<null> {
    const { userId } = requireUser(caller);
    return this.database.transaction(caller, async (tx) => {
      await this.feeds.revoke(tx, { userId, cabinetId: cabinetId ?? null });
      return null;
    });
  }

  /** All feeds of an account. */
  forget(tx: SqlExecutor, userId: number): Promise<void> {
    return this.feeds.forget(tx, userId);
  }

  /** Reads as the account of the secret: what it may no longer see is not in the feed. */
  async read(token: string): Promise<{ calendar: string; userId: number }> {
    const feed = await this.feeds.find(token);
    if (!feed) throw new DeclaredError('NOT_FOUND');
    const { userId, cabinetId } = feed;
    const account: UserCaller = { kind: 'user', userId, role: 'user', sessionId: 'calendar-feed' };
    if (cabinetId === null) {
      const rows = await this.database.transaction(account, (tx) => this.feeds.ofPatient(tx));
      return {
        userId,
        calendar: feedOf(rows.map((row) => eventOf(row, `${row.practitioner}, ${row.cabinet} (${row.patient})`))),
      };
    }
    const rows = await hiding(
      this.database.inCabinet({ ...account, tenantId: cabinetId }, async (tx, member) => {
        requireStaff(member);
        return this.feeds.ofPractitioner(tx, member);
      }),
    );
    const names = await this.pages.feedNames(cabinetId);
    return { userId, calendar: feedOf(rows.map((row) => eventOf(row, nameOf(row.patient, names)))) };
  }
}

/** To a caller without access, the cabinet and the feed do not exist. */
async function hiding<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof DeclaredError && error.code === 'FORBIDDEN' ? new DeclaredError('NOT_FOUND') : error;
  }
}

function nameOf(patient: string, names: FeedNames): string {
  if (names === 'names') return patient;
  if (names === 'none') return 'Veza';
  return patient
    .split(/\s+/)
    .flatMap((name) => (name === '' ? [] : [`${[...name][0]}.`]))
    .join(' ');
}

const eventOf = ({ startTime, duration, cabinetId, cabinet, ...row }: FeedRow, summary: string) => ({
  ...row,
  startTime,
  endTime: new Date(startTime.getTime() + duration * MINUTE_MS),
  summary,
  cabinet: { id: cabinetId, name: cabinet },
});
